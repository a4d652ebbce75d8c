// A program that uses the types of newsld: it compiles, and each line under `@ts-expect-error` does not.
import type { Dated, Finding, JsonLd, Person, Story } from "./newsld";

export const story: Story = {
  newsld: 2,
  headline: "Ferry back",
  datePublished: "2025-05-12",
  author: "ines",
  people: {
    ines: { name: "Ines Farrow", parent: { id: "jo", basis: "stated", words: "her father Jo" } },
    jo: { birthDate: { date: "1950", basis: "inferred" } },
  },
  citations: { back: { covers: ["The ferry is back"], chain: [{ parties: "ines", words: "Ines" }], origin: "given" } },
  figures: { crossed: { min: 300, exclusive: "min", approximate: true } },
  mentions: [{ words: { exact: "Ines", start: 0 }, of: "ines" }],
};

// @ts-expect-error: a misspelt key
export const misspelt: Story = { newsld: 2, headlin: "Ferry back" };
// @ts-expect-error: version 1
export const old: Story = { newsld: 1 };
// @ts-expect-error: not one of the values
export const unknown: Person = { parent: { id: "jo", basis: "guessed" } };
// @ts-expect-error: a date with a basis has a date
export const undated: Dated = { basis: "stated" };

export function year(date: Dated): string {
  return (typeof date === "string" ? date : date.date).slice(0, 4);
}

export function describe(node: JsonLd.Node): string {
  if (!("@type" in node)) return node["@id"] ?? "";
  switch (node["@type"]) {
    case "Person":
      return node.familyName ?? node.name ?? "";
    case "Claim":
      return node.text ?? "";
    case "Observation":
      return `${node.variableMeasured ?? ""} ${node.unitText ?? ""}`;
    default:
      return "";
  }
}

export function errors(findings: Finding[]): string[] {
  return findings.filter((one) => one.severity === "error").map((one) => `${one.file ?? ""}:${one.line ?? 0} ${one.code}`);
}
