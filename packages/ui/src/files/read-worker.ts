import { readSheets } from "./read-sheets.ts";

// One file, one worker: it is ended when it has answered.
self.addEventListener("message", (event: MessageEvent<ArrayBuffer>) => {
  void readSheets(event.data).then((sheets) => self.postMessage(sheets, { transfer: [] }));
});
