// Has Mermaid's own parser read the diagrams of Markdown files: mermaid.mjs FOLDER-WITH-node_modules FILE…
// Prints a line for each diagram and ends with 1 when one is wrong, or when there is none.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
// The parser cleans texts by DOMPurify, which wants a document.
const { JSDOM } = require("jsdom");
globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(`${folder}/node_modules/mermaid/dist/mermaid.core.mjs`));

let read = 0;
let wrong = 0;
for (const file of files) {
  for (const [, diagram] of readFileSync(file, "utf8").matchAll(/^```mermaid\n(.*?)^```/gms)) {
    read++;
    try {
      const { diagramType } = await mermaid.parse(diagram);
      console.log(`${file}: ${diagramType}`);
    } catch (refused) {
      wrong++;
      console.log(`${file}: ${refused.message}`);
    }
  }
}
process.exit(wrong || !read ? 1 : 0);
