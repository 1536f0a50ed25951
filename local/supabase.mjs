// The Supabase doors of one machine: /rest/v1, /auth/v1 and /storage/v1 over the local Postgres, on a socket that the
// supervisor holds (so a restart loses no caller). With CLONES=1, for tests, the database behind the root becomes a
// template: POST /_dev/db/t_NAME copies it and serves the copy at /t/t_NAME.

import fs from "node:fs/promises";
import { createAdaptorServer } from "@hono/node-server";
import { App } from "@supabase/lite";
import postgres from "postgres";
import { connect } from "./connection.mjs";
import { Files } from "./files.mjs";
import { migrate, seed } from "./migrations.mjs";
import { repairStorage } from "./storage.mjs";

const env = process.env;
const MAIN = "shortlist";
const clones = env.CLONES === "1";
const url = (database) => `${env.POSTGRES_URL}/${database}`;
const files = new Files(env.STORAGE_DIR);
const apps = new Map();
const json = (body, status = 200) => Response.json(body, { status });

function build(database) {
  const connection = connect(url(database));
  const app = new App({
    connection,
    api: { port: Number(env.PORT), max_rows: 1000 },
    db: { driver: "postgres", url: url(database) },
    auth: {
      enabled: true,
      jwt_secret: env.SUPABASE_JWT_SECRET,
      publishable_key: env.SUPABASE_PUBLISHABLE_KEY,
      secret_key: env.SUPABASE_SECRET_KEY,
      email: { enable_confirmations: false },
    },
    storage: { enabled: true },
    options: { server: { admin: false } }, // otherwise a request without a key is the service role
  });
  if (!("_storageAdapter" in app)) throw new Error("@supabase/lite has changed: no _storageAdapter");
  app._storageAdapter = files;
  return app;
}

async function open() {
  const admin = postgres(url("postgres"), { max: 1, onnotice() {} });
  const [found] = await admin`select from pg_database where datname = ${MAIN}`;
  if (!found) await admin.unsafe(`create database ${MAIN}`);
  const app = build(MAIN);
  await app.ensureSystemSchema();
  const applied = await migrate(app.connection, { bootstrap: env.BOOTSTRAP_SQL, folder: env.MIGRATIONS_DIR });
  for (const name of applied) console.log(`applied ${name}`);
  if (clones) {
    await app.connection.close(); // a template may have no connection
    return admin;
  }
  await seed(app.connection, env.SEED_SQL);
  await app.connection.clearSchemaCache();
  apps.set(MAIN, app);
  await admin.end();
}

const admin = await open();

async function drop(name) {
  const app = apps.get(name);
  apps.delete(name);
  await app?.connection.close();
  await admin.unsafe(`drop database if exists ${name} with (force)`);
}

async function develop(request, path) {
  if (path === "/_dev/health") return json({ instance: env.INSTANCE });
  if (request.headers.get("apikey") !== env.SUPABASE_SECRET_KEY) return json({ message: "secret key wanted" }, 401);
  if (path === "/_dev/reload") {
    for (const app of apps.values()) await app.connection.clearSchemaCache();
    return json({ apps: [...apps.keys()] });
  }
  const name = /^\/_dev\/db\/(t_[a-z0-9_]+)$/.exec(path)?.[1];
  if (!clones || !name) return json({ message: "no such door" }, 404);
  await drop(name);
  if (request.method === "POST") {
    await admin.unsafe(`create database ${name} template ${MAIN}`);
    apps.set(name, await build(name).init());
  }
  return json({ database: name });
}

async function answer(request, environment) {
  const { origin, pathname, search } = new URL(request.url);
  if (pathname.startsWith("/_dev/")) return develop(request, pathname);
  const [, name = MAIN, path = pathname] = /^\/t\/(t_[a-z0-9_]+)(\/.*)$/.exec(pathname) ?? [];
  const app = apps.get(name);
  if (!app) return json({ message: `no database ${name}` }, 404);
  const peer = { peerAddress: environment.incoming?.socket?.remoteAddress ?? null };
  const direct = name === MAIN ? request : new Request(new URL(path + search, origin), request);
  return repairStorage(direct, (repaired) => app.fetch(repaired, peer));
}

await fs.mkdir(env.STORAGE_DIR, { recursive: true });
const server = createAdaptorServer({ fetch: answer });
server.keepAliveTimeout = 65_000; // longer than any client keeps an idle connection, so none is reset under it
server.headersTimeout = 66_000;
server.listen({ fd: Number(env.LISTEN_FD) }, () => console.log("ready"));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
