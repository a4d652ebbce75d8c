// Compile a schema in Ajv with its defaults and ajv-formats, and print the errors of each document of a JSON array.
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fs from "fs";

const [, , schema, documents] = process.argv;
const ajv = new Ajv2020.default();
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schema)));
const errors = JSON.parse(documents).map((one) => (validate(one) ? [] : validate.errors));
console.log(JSON.stringify(errors));
