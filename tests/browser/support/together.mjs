// One browser and one server for all tests of a file.
import { after, before } from "node:test";
import { Explorer, launch } from "./explorer.mjs";
import { serve } from "./server.mjs";

/// Starts both before the tests and ends them after; `open` opens the page.
export function together(options) {
  const shared = {
    open: (fragment = "", more = {}) => Explorer.open(shared.browser, shared.site.address, fragment, more),
  };
  before(async () => {
    [shared.browser, shared.site] = await Promise.all([launch(), serve(options)]);
  });
  after(async () => {
    await shared.browser.close();
    await shared.site.close();
  });
  return shared;
}
