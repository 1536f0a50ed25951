// Prints JSON Resumes in themes of others: node print_themes.mjs PEOPLE.json OUT THEME…
// Every page is offline, as where a theme's web fonts and scripts do not answer; what a theme cannot render is said.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const take = async (name) => {
  try {
    return require(name);
  } catch {
    return import(require.resolve(name));
  }
};

const [people, out, ...themes] = process.argv.slice(2);
const own = (made) => made.default ?? made;
const chromium = own(await take("@sparticuz/chromium"));
const browser = await own(await take("puppeteer-core")).launch({
  args: [...chromium.args, "--no-sandbox"],
  executablePath: await chromium.executablePath(),
  headless: "shell",
});
const failed = {};
for (const theme of themes) {
  for (const [person, resume] of Object.entries(JSON.parse(readFileSync(people, "utf-8")))) {
    const page = await browser.newPage();
    try {
      const made = await take(theme);
      const render = made.render ?? made.default?.render ?? made.default;
      const html = await render(structuredClone(resume));
      await page.setOfflineMode(true);
      await page.setContent(html, { waitUntil: "load", timeout: 10000 });
      writeFileSync(join(out, `${theme}--${person}.pdf`), await page.pdf({ format: "A4", printBackground: true }));
    } catch (error) {
      failed[theme] = String(error).split("\n")[0];
    }
    await page.close().catch(() => {});
  }
}
await browser.close();
console.log(JSON.stringify(failed));
process.exit(0);
