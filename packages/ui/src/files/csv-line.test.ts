import { describe, expect, it } from "vitest";
import { csvLine } from "./csv-line.ts";

describe("a line of CSV", () => {
  it("quotes what would break it", () => {
    expect(csvLine(["a,b", 'say "no"', "two\nlines", "plain"])).toBe(
      '"a,b","say ""no""","two\nlines",plain',
    );
    expect(csvLine(["a;b", "1,5"], ";")).toBe('"a;b";1,5');
  });

  it("keeps numbers as they are and disarms what a spreadsheet would run", () => {
    expect(csvLine(["-5", "-1.5", "=1+1", "@sum", "+49 30"])).toBe("-5,-1.5,'=1+1,'@sum,'+49 30");
  });
});
