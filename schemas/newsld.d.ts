// Types of newsld: stories, the JSON-LD that newsld writes, and findings. Generated from the models by `newsld schema`.
//
// Keys are those of newsld. Put other properties of schema.org under `extra` of a story.

/** A news story, as people write it. */
export interface Story {
  /** The version of the story format. */
  newsld: 2;
  /** The summary (standfirst). */
  description?: string;
  /** The schema.org types: NewsArticle or other subtypes of Article; NewsArticle if absent. */
  type?: string | string[];
  /** The IRI that the node was read with. If absent, it is derived from the article's url and the id. `_:` means that the node was read without an IRI and is written without one. */
  iri?: string;
  /** JSON-LD properties that do not fit a field of the model, by name. They are written unchanged. */
  extra?: Record<string, unknown>;
  /** The headline. */
  headline?: string;
  /** The alternative headline. */
  alternativeHeadline?: string;
  /** The canonical address. The IRIs of everything in the article begin with it. */
  url?: string;
  /** The time when the article was first published: RFC 3339 with an offset, or a day alone. */
  datePublished?: string;
  /** The time when the article was last changed: RFC 3339 with an offset, or a day alone. */
  dateModified?: string;
  /** The time when the article was written: RFC 3339 with an offset, or a day alone. */
  dateCreated?: string;
  /** Ids of the authors, people or organizations, in the order of the byline. */
  author?: string | string[];
  /** Ids of the publishers. */
  publisher?: string | string[];
  /** Ids of the people who edited the article. */
  editor?: string | string[];
  /** Ids of other people and organizations who contributed to the article. */
  contributor?: string | string[];
  /** Ids of the copyright holders. */
  copyrightHolder?: string | string[];
  /** The year of the copyright. */
  copyrightYear?: number;
  /** The credit line. */
  creditText?: string;
  /** The images of the article. */
  image?: Image | Image[];
  /** The sections of the publication that the article appeared in. */
  articleSection?: string | string[];
  /** The keywords, as separate values. */
  keywords?: string | string[];
  /** The genres, such as news analysis or interview. */
  genre?: string | string[];
  /** The language, as a BCP 47 tag. */
  inLanguage?: string;
  /** The dateline as printed: "PORT ALDANE, March 4". */
  dateline?: string;
  /** The page of the printed edition that the article is on. */
  printPage?: string;
  /** The section of the printed edition that the article is in. */
  printSection?: string;
  /** The printed edition that the article is in. */
  printEdition?: string;
  /** Whether everyone can read the article; false if it is behind a paywall. */
  isAccessibleForFree?: boolean;
  /** Parts of the page, such as the part behind the paywall. */
  hasPart?: PagePart | PagePart[];
  /** The corrections of the article after its publication. */
  correction?: Correction | Correction[];
  /** An explanation of how and why the article was reported. */
  backstory?: string;
  /** The address of the licence. */
  license?: string;
  /** Ids of the main subjects of the article. */
  about?: string | string[];
  /** Ids of the places that the article is about. */
  contentLocation?: string | string[];
  /** Ids of the places that the article was reported from. */
  locationCreated?: string | string[];
  /** `draft` while nobody has verified what was captured. */
  status?: "draft";
  /** What made the capture, if a program or a language model did. */
  generated?: Generation;
  /** Who has verified the capture. */
  verified?: Verification | Verification[];
  /** What nobody has confirmed yet. */
  draft?: DraftState;
  /** The text of the article. */
  body?: Body;
  /** The people in the article, by id. */
  people?: Record<string, Person>;
  /** The organizations and groups in the article, by id. */
  organizations?: Record<string, Organization>;
  /** The places in the article, by id. */
  places?: Record<string, Place>;
  /** The events in the article, by id. */
  events?: Record<string, Event>;
  /** The quotations in the article, by id. */
  quotations?: Record<string, Quotation>;
  /** The figures in the article, by id. */
  figures?: Record<string, Figure>;
  /** The attributed statements, by label. A label can be the same as an id of a person, place or other thing. */
  citations?: Record<string, Citation>;
  /** The words that refer to an entity, an event or a date, in the order of the text. */
  mentions?: Mention[];
}

/** A block of the body. A list item or block quote comes before the blocks inside it. */
export interface Block {
  /** The kind of block. List items and block quotes contain other blocks, paragraphs and headings contain text. */
  kind?: "paragraph" | "heading" | "list-item" | "block-quote";
  /** The span of the block in the body. */
  words: Words;
  /** The level of a heading, 1 to 6. */
  level?: number;
  /** The number of an item in a numbered list. */
  number?: number;
}

/** The exact text of an article with its layout. A story can give a string alone: its paragraphs are separated by blank lines. */
export type Body = string | BodyObject;

/** The exact text of an article with its layout. A story can give a string alone: its paragraphs are separated by blank lines. */
export interface BodyObject {
  /** The text, exact to the code point. The spans of the article are offsets into it. */
  text?: string;
  /** The blocks in order, containers before their content. If absent in a story, each text between blank lines is a paragraph. */
  blocks?: Block[];
  /** The links, emphasis and pictures, in the order of the text. */
  marks?: Mark[];
  /** A text file with the text, in the folder of the story or below. */
  file?: string;
}

/** A statement that the story attributes, with its chain of sources. The chain begins with the source nearest to the reader: the chain of "Reuters reported, citing Interfax" is Reuters, Interfax. A statement without a source has an empty chain. */
export interface Citation {
  /** The spans of the attributed words; more than one if they are not contiguous. */
  covers?: Words | Words[];
  /** Whether the words are the source's own (direct), those of the story (indirect), or both (mixed). */
  mode?: "direct" | "indirect" | "mixed";
  /** The speech act of the source: a statement, an order to do something (directive), or the assignment of a status (designation). */
  act?: "statement" | "directive" | "designation";
  /** The spans of the words that attribute: "said", "according to". */
  cues?: Words | Words[];
  /** Ids of the entities, events, quotations and figures that the statement is about. */
  about?: string | string[];
  /** Id of an earlier citation with the same statement. */
  repeats?: string;
  /** The hops, beginning with the one nearest to the reader. */
  chain?: Hop[];
  /** Where the statement comes from: the last hop (`given`), a source that the story does not name (`not-given`), or the publication itself, on its own authority (`own`). */
  origin?: "given" | "not-given" | "own";
}

/** A schema.org CorrectionComment: a correction of the article. A story can give its text alone. */
export type Correction = string | CorrectionObject;

/** A schema.org CorrectionComment: a correction of the article. A story can give its text alone. */
export interface CorrectionObject {
  /** The IRI that the node was read with. If absent, it is derived from the article's url and the id. `_:` means that the node was read without an IRI and is written without one. */
  iri?: string;
  /** JSON-LD properties that do not fit a field of the model, by name. They are written unchanged. */
  extra?: Record<string, unknown>;
  /** The text of the correction, as published. */
  text: string;
  /** The time when the correction was published: RFC 3339 with an offset, or a day alone. */
  datePublished?: string;
  /** The address of the correction. */
  url?: string;
}

/** A date (EDTF) with its basis and its words in the body. A story can give the date alone, without a basis. */
export type Dated = string | DatedObject;

/** A date (EDTF) with its basis and its words in the body. A story can give the date alone, without a basis. */
export interface DatedObject {
  /** The date, EDTF (ISO 8601-2): `2011-03`, `2024-12-08?`, `[..2000-07]`, `2024-11-27/..`. */
  date: string;
  /** The basis of the date: stated in the body, inferred from the body, or given by the editor from elsewhere. */
  basis?: "stated" | "inferred" | "given";
  /** The span of the words that the date was read from ("a day earlier"). */
  words?: Words;
}

/** What nobody has confirmed yet. Deleting an item confirms it. */
export interface DraftState {
  /** Ids of the items that two engines agree on, or that a proven rule found. */
  sure?: string | string[];
  /** The items to look at, those first for which a mistake costs most. */
  look?: OpenItem[];
}

/** A schema.org Event: something in the story with a time and a place. */
export interface Event {
  /** A description in one sentence. */
  description?: string;
  /** The schema.org types; Event if absent. */
  type?: string | string[];
  /** The IRI that the node was read with. If absent, it is derived from the article's url and the id. `_:` means that the node was read without an IRI and is written without one. */
  iri?: string;
  /** JSON-LD properties that do not fit a field of the model, by name. They are written unchanged. */
  extra?: Record<string, unknown>;
  /** A short name. */
  name?: string;
  /** Other names. */
  alternateName?: string | string[];
  /** The address of the event's own page. */
  url?: string;
  /** Addresses that identify the event beyond doubt. */
  sameAs?: string | string[];
  /** The start of the event, EDTF. */
  startDate?: Dated;
  /** The end of the event, EDTF. */
  endDate?: Dated;
  /** Ids of the places where the event happened. */
  location?: Relation | Relation[];
  /** Ids of the organizers. */
  organizer?: Relation | Relation[];
  /** The participants, in the order of the source. */
  participants?: Participant[];
  /** Id of the event that this event is part of. */
  superEvent?: Relation;
  /** Ids of the subjects of the event. */
  about?: Relation | Relation[];
  /** Whether the event happened according to the story itself (`asserted`) or only to a source (`claimed`), or is `planned` or `requested`. */
  factuality?: "asserted" | "claimed" | "planned" | "requested";
}

/** A quantity that the story states, with its bounds, unit, time and source. "More than 3.5 lakh persons" has `min` 350000, `exclusive` true and `unit` persons. */
export interface Figure {
  /** The quantity that is measured: people killed, containers held up. */
  measures?: string;
  /** The value, if it is one number. */
  value?: number | string;
  /** The lower bound ("at least", "more than"). */
  min?: number | string;
  /** The upper bound ("up to", "nearly"). */
  max?: number | string;
  /** Whether the bounds are excluded: "more than 40,000" is an excluded `min` of 40000. `min` or `max` if only that one of two bounds is excluded. With one bound, or none, it is true or false. */
  exclusive?: true | false | "min" | "max";
  /** Whether the story says that the number is approximate: about, around, some. */
  approximate?: boolean;
  /** The unit, or the things that are counted: persons, years, USD, %. */
  unit?: string;
  /** The date for which the figure is valid, EDTF. */
  asOf?: Dated;
  /** The period that the figure is a total of, as an EDTF interval: `2024-11-27/..`. */
  period?: Dated;
  /** Ids of the things that the figure is about, such as a place, an event or an organization. */
  about?: string | string[];
  /** The spans of the figure as written: "More than 3.5 lakh". */
  words?: Words | Words[];
  /** Id of the citation that attributes the figure. */
  citation?: string;
}

/** The program or the model that made a capture, and when. */
export interface Generation {
  /** The program with its version: `newsld/0.1 en_core_web_sm/3.8.0`. */
  by: string;
  /** The time when the capture was made. */
  at: string;
  /** The hash of the body and the data that were made. */
  hash?: string;
}

/** One step of a chain of sources: the parties that the previous hop, or the article itself, cites. */
export interface Hop {
  /** Ids of the people, organizations or places that are the source together. */
  parties: string | string[];
  /** The capacity in which the source speaks, if the story mentions it: "as mediator". */
  role?: string;
  /** The date of the source's statement, EDTF. */
  date?: Dated;
  /** Id of the organization whose service published the statement, such as Telegram or X. */
  medium?: string;
  /** The form of the statement: post, video, statement, interview. */
  form?: string;
  /** The address of the cited report or post. */
  url?: string;
  /** The headline of the cited report. */
  headline?: string;
  /** The spans of the words that name the source: "unidentified Kremlin officials". */
  words?: Words | Words[];
  /** Id of the earlier citation that this hop is copied from, because the sentence does not name the source again. */
  inherited?: string;
}

/** A schema.org ImageObject: a picture of the article. A story can give its address alone. */
export type Image = string | ImageObject;

/** A schema.org ImageObject: a picture of the article. A story can give its address alone. */
export interface ImageObject {
  /** The IRI that the node was read with. If absent, it is derived from the article's url and the id. `_:` means that the node was read without an IRI and is written without one. */
  iri?: string;
  /** JSON-LD properties that do not fit a field of the model, by name. They are written unchanged. */
  extra?: Record<string, unknown>;
  /** The address of the image. */
  url: string;
  /** The caption. */
  caption?: string;
  /** The credit line. */
  creditText?: string;
  /** The width in pixels. */
  width?: number;
  /** The height in pixels. */
  height?: number;
}

/** Inline markup of the body: a link, emphasis, or a picture at a position between words. */
export interface Mark {
  /** The title of a link or picture. */
  title?: string;
  /** The kind of mark. */
  kind: "link" | "emphasis" | "strong" | "picture";
  /** The span of the mark in the body; for a picture, the empty span at its position. */
  words: Words;
  /** The target of a link, or the address of a picture, as written. */
  url?: string;
  /** The alternative text of a picture. */
  alternative?: string;
}

/** Words of the body that refer to an entity, an event or a date: `of` or `date`, never both. */
export interface Mention {
  /** The span of the words in the body. Several mentions can have the same span. */
  words: Words;
  /** Id of the person, organization, place or event that the words refer to. */
  of?: string;
  /** The date that the words refer to, EDTF. */
  date?: Dated;
  /** The form of the reference: a name, another name, a description ("the dictator"), a pronoun, a demonym ("Syrian") or a metonym ("Washington" for a government). Absent for dates. */
  form?: "name" | "alias" | "nominal" | "pronoun" | "demonym" | "metonym";
}

/** One item of a draft that a person has to look at. */
export interface OpenItem {
  /** The id of the item: that of an entity, an event, a quotation or a figure, `cite-` and the label of a citation, `date-` and a date, the id of a person with `-role-` and a number, `refused-` and a number, or `missed-` with a kind and a number. */
  item: string;
  /** What was captured: "AP, citing Joe Biden". */
  what?: string;
  /** Why a person has to look at it. */
  why?: string;
  /** What another engine says instead: a chain of ids such as `ap > joe-biden`, the id of a speaker, a date. */
  instead?: string;
  /** The words of the body that it was read from. */
  words?: string;
}

/** A schema.org Organization, or an unnamed group of people that acts as one. */
export interface Organization {
  /** A description in one sentence. */
  description?: string;
  /** The most specific schema.org types; Person, Organization or Place if absent. */
  type?: string | string[];
  /** The IRI that the node was read with. If absent, it is derived from the article's url and the id. `_:` means that the node was read without an IRI and is written without one. */
  iri?: string;
  /** JSON-LD properties that do not fit a field of the model, by name. They are written unchanged. */
  extra?: Record<string, unknown>;
  /** The name in the story; for an unnamed party, the words that describe it. */
  name?: string;
  /** Other names and spellings. */
  alternateName?: string | string[];
  /** A short description that distinguishes the entity from others with the same name. */
  disambiguatingDescription?: string;
  /** The address of the entity's own page. */
  url?: string;
  /** Addresses that identify the entity beyond doubt; for Wikidata, `http://www.wikidata.org/entity/Q...`. newsld never guesses them. */
  sameAs?: string | string[];
  /** Whether the story does not name the party. */
  anonymous?: boolean;
  /** The span of the words that explain why the party is not named. */
  anonymousReason?: Words;
  /** The roles of the party, in the order of the source. */
  roles?: Role[];
  /** Whether it is a group of people without formal organization: rebel forces, a family, a crowd. */
  group?: boolean;
  /** The registered name. */
  legalName?: string;
  /** Ids of the organizations or states that the organization belongs to. */
  parentOrganization?: Relation | Relation[];
  /** Ids of the places where the organization is located. */
  location?: Relation | Relation[];
  /** Ids of the places that the organization acts for. */
  areaServed?: Relation | Relation[];
  /** The date when the organization was founded, EDTF. */
  foundingDate?: Dated;
  /** The address of the logo. */
  logo?: string;
}

/** A schema.org WebPageElement: a part of the page, such as the part behind the paywall. */
export interface PagePart {
  /** The IRI that the node was read with. If absent, it is derived from the article's url and the id. `_:` means that the node was read without an IRI and is written without one. */
  iri?: string;
  /** JSON-LD properties that do not fit a field of the model, by name. They are written unchanged. */
  extra?: Record<string, unknown>;
  /** Whether everyone can read the part; false for a part that is only for subscribers. */
  isAccessibleForFree?: boolean;
  /** The CSS selectors of the part on the page, such as `.paywall`. */
  cssSelector?: string | string[];
}

/** A participant in an event, with its role there. */
export interface Participant {
  /** Id of the person, organization or place that takes part. */
  party: string;
  /** The role in the event, in words: attacker, host, victim. */
  roleName?: string;
  /** The schema.org property from the event to the participant: `contributor` or `organizer` for those who act, `about` for those who are acted upon. */
  property?: "contributor" | "organizer" | "about";
  /** The basis of the participation: stated in the body, inferred from the body, or given by the editor from elsewhere. */
  basis?: "stated" | "inferred" | "given";
  /** The span of the words that the participation was read from. */
  words?: Words;
}

/** A schema.org Person. */
export interface Person {
  /** A description in one sentence. */
  description?: string;
  /** The most specific schema.org types; Person, Organization or Place if absent. */
  type?: string | string[];
  /** The IRI that the node was read with. If absent, it is derived from the article's url and the id. `_:` means that the node was read without an IRI and is written without one. */
  iri?: string;
  /** JSON-LD properties that do not fit a field of the model, by name. They are written unchanged. */
  extra?: Record<string, unknown>;
  /** The name in the story; for an unnamed party, the words that describe it. */
  name?: string;
  /** Other names and spellings. */
  alternateName?: string | string[];
  /** A short description that distinguishes the entity from others with the same name. */
  disambiguatingDescription?: string;
  /** The address of the entity's own page. */
  url?: string;
  /** Addresses that identify the entity beyond doubt; for Wikidata, `http://www.wikidata.org/entity/Q...`. newsld never guesses them. */
  sameAs?: string | string[];
  /** Whether the story does not name the party. */
  anonymous?: boolean;
  /** The span of the words that explain why the party is not named. */
  anonymousReason?: Words;
  /** The roles of the party, in the order of the source. */
  roles?: Role[];
  /** The given name. */
  givenName?: string;
  /** The family name. */
  familyName?: string;
  /** The title before the name: Dr, Sir. */
  honorificPrefix?: string;
  /** The title after the name: MD, PhD. */
  honorificSuffix?: string;
  /** The date of birth, EDTF. */
  birthDate?: Dated;
  /** The date of death, EDTF. */
  deathDate?: Dated;
  /** Ids of the countries that the person is a national of. */
  nationality?: Relation | Relation[];
  /** Ids of the person's parents. */
  parent?: Relation | Relation[];
  /** Ids of the person's spouses. */
  spouse?: Relation | Relation[];
  /** Ids of the person's children. */
  children?: Relation | Relation[];
  /** Ids of the person's siblings. */
  sibling?: Relation | Relation[];
}

/** A schema.org Place: Country, City, AdministrativeArea and the like. A place can speak or act, such as a country that grants asylum. In JSON-LD, a GovernmentOrganization with `areaServed` does so in its place. */
export interface Place {
  /** A description in one sentence. */
  description?: string;
  /** The most specific schema.org types; Person, Organization or Place if absent. */
  type?: string | string[];
  /** The IRI that the node was read with. If absent, it is derived from the article's url and the id. `_:` means that the node was read without an IRI and is written without one. */
  iri?: string;
  /** JSON-LD properties that do not fit a field of the model, by name. They are written unchanged. */
  extra?: Record<string, unknown>;
  /** The name in the story; for an unnamed party, the words that describe it. */
  name?: string;
  /** Other names and spellings. */
  alternateName?: string | string[];
  /** A short description that distinguishes the entity from others with the same name. */
  disambiguatingDescription?: string;
  /** The address of the entity's own page. */
  url?: string;
  /** Addresses that identify the entity beyond doubt; for Wikidata, `http://www.wikidata.org/entity/Q...`. newsld never guesses them. */
  sameAs?: string | string[];
  /** Ids of the places that the place lies in. */
  containedInPlace?: Relation | Relation[];
  /** The latitude in degrees north, WGS 84. */
  latitude?: number | string;
  /** The longitude in degrees east, WGS 84. */
  longitude?: number | string;
}

/** Words that the story presents as somebody's own. */
export interface Quotation {
  /** The spans of the quoted words, without quotation marks and without a comma that the publication's style adds before the closing mark. */
  words?: Words | Words[];
  /** Ids of the speakers. */
  speaker?: string | string[];
  /** Id of the citation that attributes the words. */
  citation?: string;
}

/** A reference from one entity or event to another, with its basis and its words in the body. A story can give the id alone, without a basis. */
export type Relation = string | RelationObject;

/** A reference from one entity or event to another, with its basis and its words in the body. A story can give the id alone, without a basis. */
export interface RelationObject {
  /** The id of the person, organization, place or event. */
  id: string;
  /** The basis of the relation: stated in the body, inferred from the body, or given by the editor from elsewhere. */
  basis?: "stated" | "inferred" | "given";
  /** The span of the words that the relation was read from ("his younger brother"). */
  words?: Words;
}

/** A role of a person or an organization, as the story describes it. "Russia's deputy ambassador to the United Nations" has `roleName` "deputy ambassador", `of` Russia and `at` the United Nations. */
export interface Role {
  /** The schema.org property of the role: `hasOccupation` for an office or occupation, `memberOf` for membership of a group. Organizations can only have `memberOf`. */
  property?: "hasOccupation" | "memberOf" | "affiliation" | "worksFor" | "alumniOf";
  /** The name of the role, in the words of the story: president, spokesperson, commander. */
  roleName?: string;
  /** Id of the organization or place that the role represents ("of Russia"). */
  of?: string;
  /** Id of the organization or place where the role is exercised ("to the United Nations"). */
  at?: string;
  /** The start of the role, EDTF. */
  start?: Dated;
  /** The end of the role, EDTF. */
  end?: Dated;
  /** The status of the role when the story was written; absent if the story does not mention it. */
  status?: "current" | "former" | "designate" | "disputed";
  /** The basis of the role: stated in the body, inferred from the body, or given by the editor from elsewhere. */
  basis?: "stated" | "inferred" | "given";
  /** The span of the words that the role was read from. */
  words?: Words;
}

/** A person who has verified a capture, and when. */
export interface Verification {
  /** The person: `human:ines`. */
  by: string;
  /** The time when the capture was verified. */
  at: string;
  /** The hash of the body and the data that were verified. */
  hash?: string;
}

/** Words of the body: the exact text if it occurs once; also the text just before (prefix) or after it (suffix) if it occurs more than once; or the first and last words of a longer span. */
export type Words = string | WordsObject;

/** Words of the body: the exact text if it occurs once; also the text just before (prefix) or after it (suffix) if it occurs more than once; or the first and last words of a longer span. */
export interface WordsObject {
  /** The words, exactly as in the body. */
  exact?: string;
  /** The text immediately before the words. */
  prefix?: string;
  /** The text immediately after the words. */
  suffix?: string;
  /** The first words of the span. */
  from?: string;
  /** The last words of the span. */
  to?: string;
  /** The start of the span in code points, for machines. */
  start?: number;
  /** The end of the span in code points, for machines. */
  end?: number;
}


/** The nodes of JSON-LD, by their `@type`. */
export namespace JsonLd {
  export type Root = Document | GraphDocument;

  /** A news story as data: schema.org's NewsArticle with its body and everything captured in the text. It contains only information from its source. Two articles are equal if all their fields are equal. */
  export interface Article {
  "@type": "APIReference" | "AdvertiserContentArticle" | "AnalysisNewsArticle" | "Article" | "AskPublicNewsArticle" | "BackgroundNewsArticle" | "BlogPosting" | "DiscussionForumPosting" | "LiveBlogPosting" | "MedicalScholarlyArticle" | "NewsArticle" | "OpinionNewsArticle" | "Report" | "ReportageNewsArticle" | "ReviewNewsArticle" | "SatiricalArticle" | "ScholarlyArticle" | "SocialMediaPosting" | "TechArticle";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** The headline. */
  headline?: string;
  /** The alternative headline. */
  alternativeHeadline?: string;
  /** The summary (standfirst). */
  description?: string;
  /** The canonical address. The IRIs of everything in the article begin with it. */
  url?: string;
  /** When it was published, with a time if known. */
  datePublished?: string;
  /** The time when the article was last changed: RFC 3339 with an offset, or a day alone. */
  dateModified?: string;
  /** The time when the article was written: RFC 3339 with an offset, or a day alone. */
  dateCreated?: string;
  /** Ids of the authors, people or organizations, in the order of the byline. */
  author?: Nodes;
  /** Ids of the publishers. */
  publisher?: Nodes;
  /** Ids of the people who edited the article. */
  editor?: Nodes;
  /** Ids of other people and organizations who contributed to the article. */
  contributor?: Nodes;
  /** Ids of the copyright holders. */
  copyrightHolder?: Nodes;
  /** The year of the copyright. */
  copyrightYear?: number;
  /** The credit line. */
  creditText?: string;
  /** The sections of the publication that the article appeared in. */
  articleSection?: string | string[];
  /** The keywords, as separate values. */
  keywords?: string | string[];
  /** The genres, such as news analysis or interview. */
  genre?: string | string[];
  /** The language, as a BCP 47 tag. */
  inLanguage?: string;
  /** The dateline as printed: "PORT ALDANE, March 4". */
  dateline?: string;
  /** The page of the printed edition that the article is on. */
  printPage?: string;
  /** The section of the printed edition that the article is in. */
  printSection?: string;
  /** The printed edition that the article is in. */
  printEdition?: string;
  /** Whether everyone can read the article; false if it is behind a paywall. */
  isAccessibleForFree?: boolean;
  /** An explanation of how and why the article was reported. */
  backstory?: string;
  /** The address of the licence. */
  license?: string;
  /** Ids of the main subjects of the article. */
  about?: Nodes;
  /** Ids of the places that the article is about. */
  contentLocation?: Nodes;
  /** Ids of the places that the article was reported from. */
  locationCreated?: Nodes;
  /** `draft` while nobody has verified what was captured. */
  creativeWorkStatus?: "Draft";
  /** The text, exactly; spans are offsets into it. */
  articleBody?: string;
  /** Images of the article. */
  image?: Nodes;
  /** Corrections since it was published. */
  correction?: Nodes;
  /** Paywalled parts of the page, and quotations. */
  hasPart?: Nodes;
  /** The entities and events that it mentions, and its figures. */
  mentions?: Nodes;
  /** The works that it cites, each with the works that those cite. */
  citation?: Nodes;
  /** The statements that it attributes. */
  interpretedAsClaim?: Nodes;
  /** What made the capture, if a program or a language model did. */
  "newsld:generated"?: Record<string, unknown>;
  /** Who has verified the capture. */
  "newsld:verified"?: Record<string, unknown>;
  /** What nobody has confirmed yet. */
  "newsld:draft"?: Record<string, unknown>;
  /** The spans as Web Annotations, if asked for. */
  "newsld:annotation"?: Nodes;
  /** The dates that the body mentions. */
  "newsld:mentionedDate"?: Nodes;
  /** The SHA-256 of the body. */
  "newsld:bodyHash"?: string;
}

  /** What newsld writes as Claim. */
  export interface Claim {
  "@type": "Claim";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** The words that are attributed. */
  text?: string;
  /** Its source; absent if the story does not name one. */
  author?: Nodes;
  /** Where it first appeared, as far as the story says. */
  firstAppearance?: Nodes;
  /** The nearest hop of its chain of sources. */
  citation?: Nodes;
  /** What it is about. */
  about?: Nodes;
}

  /** schema.org's context; in full JSON-LD with a base, other vocabularies and the terms of spans. */
  export type Context = "https://schema.org" | ["https://schema.org", {
  newsld: "https://w3id.org/newsld#";
  "@base"?: string;
}];

  /** A schema.org CorrectionComment: a correction of the article. A story can give its text alone. */
  export interface CorrectionComment {
  "@type": "CorrectionComment";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** The text of the correction, as published. */
  text?: string;
  /** The time when the correction was published: RFC 3339 with an offset, or a day alone. */
  datePublished?: string;
  /** The address of the correction. */
  url?: string;
}

  /** An article with everything nested in it. */
  export type Document = Node & {
  "@context": Context;
  "@type": "APIReference" | "AdvertiserContentArticle" | "AnalysisNewsArticle" | "Article" | "AskPublicNewsArticle" | "BackgroundNewsArticle" | "BlogPosting" | "DiscussionForumPosting" | "LiveBlogPosting" | "MedicalScholarlyArticle" | "NewsArticle" | "OpinionNewsArticle" | "Report" | "ReportageNewsArticle" | "ReviewNewsArticle" | "SatiricalArticle" | "ScholarlyArticle" | "SocialMediaPosting" | "TechArticle" | string[];
};

  /** A schema.org Event: something in the story with a time and a place. */
  export interface Event {
  "@type": "BroadcastEvent" | "BusinessEvent" | "ChildrensEvent" | "ComedyEvent" | "ConferenceEvent" | "CourseInstance" | "DanceEvent" | "DeliveryEvent" | "EducationEvent" | "Event" | "EventSeries" | "ExhibitionEvent" | "Festival" | "FoodEvent" | "Hackathon" | "LiteraryEvent" | "MusicEvent" | "OnDemandEvent" | "PerformingArtsEvent" | "PublicationEvent" | "SaleEvent" | "ScreeningEvent" | "SocialEvent" | "SportsEvent" | "TheaterEvent" | "UserBlocks" | "UserCheckins" | "UserComments" | "UserDownloads" | "UserInteraction" | "UserLikes" | "UserPageVisits" | "UserPlays" | "UserPlusOnes" | "UserTweets" | "VisualArtsEvent";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** A short name. */
  name?: string;
  /** Other names. */
  alternateName?: string | string[];
  /** A description in one sentence. */
  description?: string;
  /** The address of the event's own page. */
  url?: string;
  /** Addresses that identify the event beyond doubt. */
  sameAs?: string | string[];
  /** The start of the event, EDTF. */
  startDate?: string;
  /** The end of the event, EDTF. */
  endDate?: string;
  /** Ids of the places where the event happened. */
  location?: Nodes;
  /** Ids of the organizers. */
  organizer?: Nodes;
  /** Id of the event that this event is part of. */
  superEvent?: Nodes;
  /** Ids of the subjects of the event. */
  about?: Nodes;
  /** Its parties, each in a role. */
  contributor?: Nodes;
}

  /** An article as a flat graph: every node once. */
  export interface GraphDocument {
  "@context": Context;
  "@graph": Nodes;
}

  /** A schema.org ImageObject: a picture of the article. A story can give its address alone. */
  export interface ImageObject {
  "@type": "Barcode" | "ImageObject" | "ImageObjectSnapshot";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** The address of the image. */
  url?: string;
  /** The caption. */
  caption?: string;
  /** The credit line. */
  creditText?: string;
  /** The width in pixels. */
  width?: Nodes;
  /** The height in pixels. */
  height?: Nodes;
}

  /** A thing with a type, or a reference to one. */
  export type Node = Article | Person | Organization | Place | Event | ImageObject | WebPageElement | CorrectionComment | Claim | Quotation | Observation | Role | Occupation | OaAnnotation | Reference | ForeignNode;

  export type Nodes = Node | Node[];

  /** What newsld writes as Observation. */
  export interface Observation {
  "@type": "Observation";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** The figure as written. */
  description?: string;
  /** What is measured. */
  variableMeasured?: string;
  /** The quantity, if it is one number. */
  value?: number | {
    "@type": "xsd:decimal";
    "@value": string;
  };
  /** The lower bound. */
  minValue?: number | {
    "@type": "xsd:decimal";
    "@value": string;
  };
  /** The upper bound. */
  maxValue?: number | {
    "@type": "xsd:decimal";
    "@value": string;
  };
  /** What is counted, or the unit. */
  unitText?: string;
  /** The date it applies to. */
  observationDate?: string;
  /** What it is about. */
  observationAbout?: Nodes;
  /** The Claim that states it; in a page, the work that does. */
  subjectOf?: Nodes;
}

  /** What newsld writes as Occupation. */
  export interface Occupation {
  "@type": "Occupation";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** The office or trade. */
  name?: string;
  occupationLocation?: Nodes;
}

  /** A schema.org Organization, or an unnamed group of people that acts as one. */
  export interface Organization {
  "@type": "AccountingService" | "AdultEntertainment" | "Airline" | "AmusementPark" | "AnimalShelter" | "ArchiveOrganization" | "ArtGallery" | "Attorney" | "AutoBodyShop" | "AutoDealer" | "AutoPartsStore" | "AutoRental" | "AutoRepair" | "AutoWash" | "AutomatedTeller" | "AutomotiveBusiness" | "Bakery" | "BankOrCreditUnion" | "BarOrPub" | "BeautySalon" | "BedAndBreakfast" | "BikeStore" | "BookStore" | "BowlingAlley" | "Brewery" | "CafeOrCoffeeShop" | "Campground" | "Casino" | "ChildCare" | "ClothingStore" | "CollegeOrUniversity" | "ComedyClub" | "ComputerStore" | "Consortium" | "ConvenienceStore" | "Cooperative" | "Corporation" | "CovidTestingFacility" | "DanceGroup" | "DaySpa" | "Dentist" | "DepartmentStore" | "DiagnosticLab" | "Distillery" | "DryCleaningOrLaundry" | "EducationalOrganization" | "Electrician" | "ElectronicsStore" | "ElementarySchool" | "EmergencyService" | "EmploymentAgency" | "EntertainmentBusiness" | "ExerciseGym" | "FastFoodRestaurant" | "FinancialService" | "FireStation" | "Florist" | "FoodEstablishment" | "FundingAgency" | "FundingScheme" | "FurnitureStore" | "GardenStore" | "GasStation" | "GeneralContractor" | "GolfCourse" | "GovernmentOffice" | "GovernmentOrganization" | "GroceryStore" | "HVACBusiness" | "HairSalon" | "HardwareStore" | "HealthAndBeautyBusiness" | "HealthClub" | "HighSchool" | "HobbyShop" | "HomeAndConstructionBusiness" | "HomeGoodsStore" | "Hospital" | "Hostel" | "Hotel" | "HousePainter" | "IceCreamShop" | "IndividualPhysician" | "InsuranceAgency" | "InternetCafe" | "JewelryStore" | "LegalService" | "Library" | "LibrarySystem" | "LiquorStore" | "LocalBusiness" | "Locksmith" | "LodgingBusiness" | "MedicalBusiness" | "MedicalClinic" | "MedicalOrganization" | "MensClothingStore" | "MiddleSchool" | "MobilePhoneStore" | "Motel" | "MotorcycleDealer" | "MotorcycleRepair" | "MovieRentalStore" | "MovieTheater" | "MovingCompany" | "MusicGroup" | "MusicStore" | "NGO" | "NailSalon" | "NewsMediaOrganization" | "NightClub" | "Notary" | "OfficeEquipmentStore" | "OnlineBusiness" | "OnlineMarketplace" | "OnlineStore" | "Optician" | "Organization" | "OutletStore" | "PawnShop" | "PerformingGroup" | "PetStore" | "Pharmacy" | "Physician" | "PhysiciansOffice" | "Plumber" | "PoliceStation" | "PoliticalParty" | "PostOffice" | "Preschool" | "ProfessionalService" | "Project" | "PublicSwimmingPool" | "RadioStation" | "RealEstateAgent" | "RecyclingCenter" | "ResearchOrganization" | "ResearchProject" | "Resort" | "Restaurant" | "RoofingContractor" | "School" | "SearchRescueOrganization" | "SelfStorage" | "ShoeStore" | "ShoppingCenter" | "SkiResort" | "SportingGoodsStore" | "SportsActivityLocation" | "SportsClub" | "SportsOrganization" | "SportsTeam" | "StadiumOrArena" | "Store" | "TattooParlor" | "TelevisionStation" | "TennisComplex" | "TheaterGroup" | "TireShop" | "TouristInformationCenter" | "ToyStore" | "TravelAgency" | "VacationRental" | "VeterinaryCare" | "WholesaleStore" | "Winery" | "WorkersUnion";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** The name in the story; for an unnamed party, the words that describe it. */
  name?: string;
  /** Other names and spellings. */
  alternateName?: string | string[];
  /** A description in one sentence. */
  description?: string;
  /** A short description that distinguishes the entity from others with the same name. */
  disambiguatingDescription?: string;
  /** The address of the entity's own page. */
  url?: string;
  /** Addresses that identify the entity beyond doubt; for Wikidata, `http://www.wikidata.org/entity/Q...`. newsld never guesses them. */
  sameAs?: string | string[];
  /** The registered name. */
  legalName?: string;
  /** Ids of the organizations or states that the organization belongs to. */
  parentOrganization?: Nodes;
  /** Ids of the places where the organization is located. */
  location?: Nodes;
  /** Ids of the places that the organization acts for. */
  areaServed?: Nodes;
  /** The date when the organization was founded, EDTF. */
  foundingDate?: string;
  /** The address of the logo. */
  logo?: string;
}

  /** A schema.org Person. */
  export interface Person {
  "@type": "Patient" | "Person";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** The name in the story; for an unnamed party, the words that describe it. */
  name?: string;
  /** Other names and spellings. */
  alternateName?: string | string[];
  /** A description in one sentence. */
  description?: string;
  /** A short description that distinguishes the entity from others with the same name. */
  disambiguatingDescription?: string;
  /** The address of the entity's own page. */
  url?: string;
  /** Addresses that identify the entity beyond doubt; for Wikidata, `http://www.wikidata.org/entity/Q...`. newsld never guesses them. */
  sameAs?: string | string[];
  /** The given name. */
  givenName?: string;
  /** The family name. */
  familyName?: string;
  /** The title before the name: Dr, Sir. */
  honorificPrefix?: string;
  /** The title after the name: MD, PhD. */
  honorificSuffix?: string;
  /** The date of birth, EDTF. */
  birthDate?: string;
  /** The date of death, EDTF. */
  deathDate?: string;
  /** Ids of the countries that the person is a national of. */
  nationality?: Nodes;
  /** Ids of the person's parents. */
  parent?: Nodes;
  /** Ids of the person's spouses. */
  spouse?: Nodes;
  /** Ids of the person's children. */
  children?: Nodes;
  /** Ids of the person's siblings. */
  sibling?: Nodes;
}

  /** A schema.org Place: Country, City, AdministrativeArea and the like. A place can speak or act, such as a country that grants asylum. In JSON-LD, a GovernmentOrganization with `areaServed` does so in its place. */
  export interface Place {
  "@type": "Accommodation" | "AccountingService" | "AdministrativeArea" | "AdultEntertainment" | "Airport" | "AmusementPark" | "AnimalShelter" | "Apartment" | "ApartmentComplex" | "Aquarium" | "ArchiveOrganization" | "ArtGallery" | "Attorney" | "AutoBodyShop" | "AutoDealer" | "AutoPartsStore" | "AutoRental" | "AutoRepair" | "AutoWash" | "AutomatedTeller" | "AutomotiveBusiness" | "Bakery" | "BankOrCreditUnion" | "BarOrPub" | "Beach" | "BeautySalon" | "BedAndBreakfast" | "BikeStore" | "BoatTerminal" | "BodyOfWater" | "BookStore" | "BowlingAlley" | "Brewery" | "Bridge" | "BuddhistTemple" | "BusStation" | "BusStop" | "CafeOrCoffeeShop" | "Campground" | "CampingPitch" | "Canal" | "Casino" | "CatholicChurch" | "Cemetery" | "ChildCare" | "Church" | "City" | "CityHall" | "CivicStructure" | "ClothingStore" | "CollegeOrUniversity" | "ComedyClub" | "ComputerStore" | "Continent" | "ConvenienceStore" | "Country" | "Courthouse" | "CovidTestingFacility" | "Crematorium" | "DaySpa" | "DefenceEstablishment" | "DefinedRegion" | "Dentist" | "DepartmentStore" | "Distillery" | "DryCleaningOrLaundry" | "EducationalOrganization" | "Electrician" | "ElectronicsStore" | "ElementarySchool" | "Embassy" | "EmergencyService" | "EmploymentAgency" | "EntertainmentBusiness" | "EventVenue" | "ExerciseGym" | "FastFoodRestaurant" | "FinancialService" | "FireStation" | "Florist" | "FoodEstablishment" | "FurnitureStore" | "GardenStore" | "GasStation" | "GatedResidenceCommunity" | "GeneralContractor" | "GolfCourse" | "GovernmentBuilding" | "GovernmentOffice" | "GroceryStore" | "HVACBusiness" | "HairSalon" | "HardwareStore" | "HealthAndBeautyBusiness" | "HealthClub" | "HighSchool" | "HinduTemple" | "HobbyShop" | "HomeAndConstructionBusiness" | "HomeGoodsStore" | "Hospital" | "Hostel" | "Hotel" | "HotelRoom" | "House" | "HousePainter" | "IceCreamShop" | "IndividualPhysician" | "InsuranceAgency" | "InternetCafe" | "JewelryStore" | "LakeBodyOfWater" | "Landform" | "LandmarksOrHistoricalBuildings" | "LegalService" | "LegislativeBuilding" | "Library" | "LiquorStore" | "LocalBusiness" | "Locksmith" | "LodgingBusiness" | "MedicalBusiness" | "MedicalClinic" | "MeetingRoom" | "MensClothingStore" | "MiddleSchool" | "MobilePhoneStore" | "Mosque" | "Motel" | "MotorcycleDealer" | "MotorcycleRepair" | "Mountain" | "MovieRentalStore" | "MovieTheater" | "MovingCompany" | "Museum" | "MusicStore" | "MusicVenue" | "NailSalon" | "NightClub" | "Notary" | "OceanBodyOfWater" | "OfficeEquipmentStore" | "Optician" | "OutletStore" | "Park" | "ParkingFacility" | "PawnShop" | "PerformingArtsTheater" | "PetStore" | "Pharmacy" | "Physician" | "PhysiciansOffice" | "Place" | "PlaceOfWorship" | "Playground" | "Plumber" | "PoliceStation" | "Pond" | "PostOffice" | "Preschool" | "ProfessionalService" | "PublicSwimmingPool" | "PublicToilet" | "RVPark" | "RadioStation" | "RealEstateAgent" | "RecyclingCenter" | "Reservoir" | "Residence" | "Resort" | "Restaurant" | "RiverBodyOfWater" | "RoofingContractor" | "Room" | "School" | "SchoolDistrict" | "SeaBodyOfWater" | "SelfStorage" | "ShoeStore" | "ShoppingCenter" | "SingleFamilyResidence" | "SkiResort" | "SportingGoodsStore" | "SportsActivityLocation" | "SportsClub" | "StadiumOrArena" | "State" | "Store" | "SubwayStation" | "Suite" | "Synagogue" | "TattooParlor" | "TaxiStand" | "TelevisionStation" | "TennisComplex" | "TireShop" | "TouristAttraction" | "TouristDestination" | "TouristInformationCenter" | "ToyStore" | "TrainStation" | "TravelAgency" | "VacationRental" | "Volcano" | "Waterfall" | "WholesaleStore" | "Winery" | "Zoo";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** The name in the story; for an unnamed party, the words that describe it. */
  name?: string;
  /** Other names and spellings. */
  alternateName?: string | string[];
  /** A description in one sentence. */
  description?: string;
  /** A short description that distinguishes the entity from others with the same name. */
  disambiguatingDescription?: string;
  /** The address of the entity's own page. */
  url?: string;
  /** Addresses that identify the entity beyond doubt; for Wikidata, `http://www.wikidata.org/entity/Q...`. newsld never guesses them. */
  sameAs?: string | string[];
  /** Ids of the places that the place lies in. */
  containedInPlace?: Nodes;
  /** The latitude in degrees north, WGS 84. */
  latitude?: number | {
    "@type": "xsd:decimal";
    "@value": string;
  };
  /** The longitude in degrees east, WGS 84. */
  longitude?: number | {
    "@type": "xsd:decimal";
    "@value": string;
  };
}

  /** What newsld writes as Quotation. */
  export interface Quotation {
  "@type": "Quotation";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** The exact words. */
  text?: string;
  /** The speaker. */
  creator?: Nodes;
  /** The Claim that attributes them; in a page, the work they are from. */
  citation?: Nodes;
}

  /** What newsld writes as Role. */
  export interface Role {
  "@type": "EmployeeRole" | "LinkRole" | "OrganizationRole" | "PerformanceRole" | "Role";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** The name of the role. */
  roleName?: string;
  /** When it began. */
  startDate?: string;
  /** When it ended. */
  endDate?: string;
  hasOccupation?: Nodes;
  memberOf?: Nodes;
  affiliation?: Nodes;
  worksFor?: Nodes;
  alumniOf?: Nodes;
  contributor?: Nodes;
  organizer?: Nodes;
  about?: Nodes;
}

  /** One or more spans of the body, as RFC 5147 fragment identifiers. */
  export type Spans = string | string[];

  /** A span of the body: its words, and its start and end in code points from 0. */
  export interface Target {
  "oa:hasSource": Node;
  "oa:hasSelector": {
    "@type": ["oa:TextQuoteSelector", "oa:TextPositionSelector"];
    /** The words. */
    "oa:exact": string;
    /** The start. */
    "oa:start": number;
    /** The end, exclusive. */
    "oa:end": number;
  };
}

  /** A schema.org WebPageElement: a part of the page, such as the part behind the paywall. */
  export interface WebPageElement {
  "@type": "SiteNavigationElement" | "Table" | "WPAdBlock" | "WPFooter" | "WPHeader" | "WPSideBar" | "WebPageElement";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** Whether everyone can read the part; false for a part that is only for subscribers. */
  isAccessibleForFree?: boolean;
  /** The CSS selectors of the part on the page, such as `.paywall`. */
  cssSelector?: string | string[];
}

  /** What newsld writes as oa:Annotation. */
  export interface OaAnnotation {
  "@type": "oa:Annotation";
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
  /** What the words refer to. */
  "oa:hasBody"?: Nodes;
  /** The span of the words in the body. */
  "oa:hasTarget": Target | Target[];
  /** The term of `oa:hasBody` that has the spans. */
  "newsld:property"?: string;
}

  /** A reference to a node that is written elsewhere in the document. */
  export interface Reference {
  "@id": string;
}

  /** A node of several types, of a type that newsld does not write, or with preserved values. */
  export interface ForeignNode {
  "@id"?: string;
  "newsld:mention"?: Spans;
  "newsld:byName"?: Spans;
  "newsld:byAlias"?: Spans;
  "newsld:byNominal"?: Spans;
  "newsld:byPronoun"?: Spans;
  "newsld:byDemonym"?: Spans;
  "newsld:byMetonym"?: Spans;
  "newsld:words"?: Spans;
  "newsld:covers"?: Spans;
  "newsld:cues"?: Spans;
  "newsld:anonymousReason"?: Spans;
}

}

/** A finding of `newsld check`. */
export interface Finding {
  /** The rule: `newsld rule CODE` explains it. Stable. */
  code: string;
  /** How serious it is. */
  severity: "error" | "warning" | "info";
  /** What is wrong, for people. May change between releases. */
  message: string;
  /** How to fix it. */
  suggestion: string | null;
  /** The input, a path with forward slashes. */
  file: string | null;
  /** From 1; null if there is no text. */
  line: number | null;
  /** From 1, in Unicode code points of the decoded file. */
  column: number | null;
  /** RFC 6901 JSON Pointer into the document as written. */
  pointer: string | null;
  /** The number of the JSON-LD block of a page, from 0. */
  block: number | null;
}

