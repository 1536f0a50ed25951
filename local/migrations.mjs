// Brings a database to where `supabase db push` would: the system schemas, then each new migration, then the seed once.

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { appliedVersions, ensureHistoryTable, splitSqlStatements } from "@supabase/lite";

const read = (file) => fs.readFile(file, "utf8");

/** Each file is one transaction together with its line in the history, so a failed one leaves no trace. */
export async function migrate(connection, { bootstrap, folder }) {
  await ensureHistoryTable(connection);
  const done = await appliedVersions(connection);
  // Only once: what the migrations took away must stay away.
  if (done.length === 0) await connection.driver.unsafe(await read(bootstrap));
  const files = (await fs.readdir(folder)).filter((name) => /^\d+_.+\.sql$/.test(name)).sort();
  const names = files.filter((name) => !done.includes(name.split("_", 1)[0]));
  for (const name of names) {
    const source = await read(path.join(folder, name));
    const [version, ...rest] = name.slice(0, -".sql".length).split("_");
    try {
      await connection.driver.begin(async (transaction) => {
        await transaction.unsafe(source);
        await transaction`insert into supabase_migrations.schema_migrations (version, name, statements)
          values (${version}, ${rest.join("_")}, ${splitSqlStatements(source)})`;
      });
    } catch (error) {
      const line = error.position ? source.slice(0, error.position).split("\n").length : "?";
      throw new Error(`supabase/migrations/${name}, line ${line}: ${error.message} (${error.code})`);
    }
  }
  return names;
}

/** The table is the official CLI's, which therefore knows that the seed is sown. */
export async function seed(connection, file) {
  const source = await read(file).catch(() => null);
  if (source === null) return;
  const hash = createHash("sha256").update(source).digest("hex");
  await connection.driver.begin(async (transaction) => {
    await transaction`create table if not exists supabase_migrations.seed_files (path text primary key, hash text not null)`;
    const [known] = await transaction`insert into supabase_migrations.seed_files values ('supabase/seed.sql', ${hash})
      on conflict do nothing returning path`;
    if (known) await transaction.unsafe(source);
  });
}
