// Ask yaml-language-server what it completes: for each of a JSON array of [text, line, column], its labels and messages.
import { spawn } from "child_process";

const [, , server, schema, questions] = process.argv;
const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const waiting = new Map();
const diagnostics = new Map();
let buffer = Buffer.alloc(0);
let id = 0;

function send(message) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
  child.stdin.write(body);
}

function request(method, params) {
  return new Promise((done) => {
    waiting.set(++id, done);
    send({ id, method, params });
  });
}

function receive(message) {
  if (message.method === "textDocument/publishDiagnostics") {
    const { uri, diagnostics: found } = message.params;
    diagnostics.get(uri)?.(found.map((one) => one.message));
  } else if (message.method && message.id !== undefined) {
    const items = message.params?.items ?? [];
    send({ id: message.id, result: message.method === "workspace/configuration" ? items.map(() => null) : null });
  } else if (waiting.has(message.id)) {
    waiting.get(message.id)(message.result);
    waiting.delete(message.id);
  }
}

child.stdout.on("data", (chunk) => {
  buffer = Buffer.concat([buffer, chunk]);
  for (;;) {
    const end = buffer.indexOf("\r\n\r\n");
    if (end < 0) return;
    const size = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, end).toString())[1]);
    if (buffer.length < end + 4 + size) return;
    const message = JSON.parse(buffer.subarray(end + 4, end + 4 + size));
    buffer = buffer.subarray(end + 4 + size);
    receive(message);
  }
});

await request("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
send({ method: "initialized", params: {} });
const settings = { yaml: { schemaStore: { enable: false }, completion: true, validate: true } };
send({ method: "workspace/didChangeConfiguration", params: { settings } });
const answers = [];
for (const [number, [text, line, character]] of JSON.parse(questions).entries()) {
  const uri = `file:///story-${number}.yaml`;
  const checked = new Promise((done) => diagnostics.set(uri, done));
  const whole = `# yaml-language-server: $schema=file://${schema}\n${text}`;
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text: whole } } });
  const messages = await checked;
  const position = { line: line + 1, character };
  const found = await request("textDocument/completion", { textDocument: { uri }, position });
  answers.push({ labels: (found?.items ?? found ?? []).map((item) => item.label), messages });
}
console.log(JSON.stringify(answers));
child.kill();
