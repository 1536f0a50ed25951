// One connection to Postgres as the doors need it: @supabase/lite's own, with what differs from a hosted project put right.
//
// Lite 0.10.0 grants everything to `anon` at the first request, passes jsonb arguments encoded twice, answers 500 to a
// `raise exception`, prints timestamps with a space and numerics as text. Each correction below touches a field that
// lite does not promise to keep, hence the exact pin and the check at the end of `connect`.

import { createPostgresConnection } from "@supabase/lite/postgres";
import { sql } from "kysely";

const ROLES = ["anon", "authenticated", "service_role"];
const TIMEOUTS = { anon: "3s", authenticated: "8s", service_role: "8s" };

const json = (value) => (typeof value === "string" ? value : JSON.stringify(value));
const iso = (text) => text.replace(" ", "T");
const type = (oid, serialize, parse) => ({ to: oid, from: [oid], serialize, parse });

const types = {
  json: type(114, json, JSON.parse),
  jsonb: type(3802, json, JSON.parse),
  timestamp: type(1114, (text) => text, iso),
  timestamptz: type(1184, (text) => text, (text) => iso(text).replace(/([+-]\d\d)$/, "$1:00")),
  numeric: type(1700, String, (text) => (Number.isFinite(Number(text)) ? Number(text) : text)),
};

// SQLSTATE to HTTP status, the first match wins: https://docs.postgrest.org/en/v14/references/errors.html
const STATUSES = [
  [/^(P0001|23502|23514)$/, 400], [/^(23503|23505)$/, 409], [/^25006$/, 405], [/^53400$/, 500],
  [/^(08|53)/, 503], [/^(0L|0P|28)/, 403], [/^(09|25|2D|38|39|3B|40|54|55|57|58|F0|HV|P0|XX)/, 500], [/./, 400],
];
const status = (code) => STATUSES.find(([pattern]) => pattern.test(code))[1];

// What lite already answers as PostgREST does.
const NATIVE = /^(PGRST$|PT|42|22|21|55|(23502|23503|23505|25006)$)/;

// The driver's own codes for a server that is not there, or no more.
const AWAY = /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT)/;

function answer(body, status) {
  // `raise sqlstate 'PGRST'` carries a whole answer, so the error is sent along that road.
  return Object.assign(new Error(JSON.stringify(body)), { code: "PGRST", detail: JSON.stringify({ status, headers: {} }) });
}

function relabel(error) {
  const code = error?.code;
  if (AWAY.test(code ?? "")) return answer({ code: "PGRST001", message: "Database client error", details: null, hint: null }, 503);
  if (typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code) || NATIVE.test(code)) return error;
  const body = { code, message: error.message, details: error.detail ?? null, hint: error.hint ?? null };
  return answer(body, status(code));
}

export function connect(url, { max = 10 } = {}) {
  const connection = createPostgresConnection({
    url,
    postgresOptions: { max, types, onnotice() {}, connection: { application_name: "supabase" } },
  });
  for (const name of ["normalizeDbError", "applyJwtSessionContext", "applyRpcRequestGucs"])
    if (typeof connection[name] !== "function") throw new Error(`@supabase/lite has changed: no ${name}()`);
  if (!("rlsState" in connection)) throw new Error("@supabase/lite has changed: no rlsState");

  connection.rlsState = "active"; // done already, says this: the grants are bootstrap.sql's and the migrations' alone

  const normalize = connection.normalizeDbError.bind(connection);
  connection.normalizeDbError = (error) => relabel(normalize(error));

  // One statement instead of six, and only the three API roles may be assumed.
  connection.applyJwtSessionContext = async (transaction, { auth, storage }) => {
    const role = ROLES.includes(auth?.role) ? auth.role : "anon";
    const claims = auth?.jwt && typeof auth.jwt === "object" ? auth.jwt : { role };
    await sql`select set_config('request.jwt.claim.sub', ${String(auth?.uid ?? "")}, true),
      set_config('request.jwt.claim.role', ${role}, true),
      set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
      set_config('storage.operation', ${String(storage?.operation ?? "")}, true),
      set_config('statement_timeout', ${TIMEOUTS[role]}, true),
      set_config('role', ${role}, true)`.execute(transaction);
  };
  connection.applyRpcRequestGucs = async (transaction, { method, path, requestHeaders }) => {
    await sql`select set_config('response.status', '', true), set_config('response.headers', '', true),
      set_config('request.method', ${method}, true), set_config('request.path', ${path}, true),
      set_config('request.headers', ${JSON.stringify(requestHeaders ?? {})}, true)`.execute(transaction);
  };
  return connection;
}
