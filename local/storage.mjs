// Where lite 0.10.0's Storage differs from the official one in what a client sees, the door makes up for it.

const relative = (url) => url?.replace(/^.*?\/storage\/v1/, "") || null;

/** The official API calls a signed download `signedURL` and a signed upload `url`, both below /storage/v1. */
function signed({ signedUrl, ...rest }) {
  return rest.token ? { ...rest, url: relative(signedUrl) } : { ...rest, signedURL: relative(signedUrl) };
}

async function sign(request, next) {
  const response = await next(request);
  if (response.status !== 200) return response;
  const body = await response.json();
  return Response.json(Array.isArray(body) ? body.map(signed) : signed(body));
}

const refuse = (error, message) => Response.json({ statusCode: "400", error, message }, { status: 400 });

/** A signature that does not hold is the caller's fault. */
async function checked(request, next) {
  const response = await next(request);
  return response.status === 500 ? refuse("InvalidJWT", "invalid or expired signature") : response;
}

/** `download` names the file that a browser saves. */
async function signedDownload(request, next) {
  const response = await checked(request, next);
  const { pathname, searchParams } = new URL(request.url);
  const name = searchParams.get("download");
  if (name === null || !response.ok) return response;
  const headers = new Headers(response.headers);
  const file = encodeURIComponent(name || decodeURIComponent(pathname.split("/").at(-1)));
  headers.set("content-disposition", `attachment; filename="${file}"; filename*=UTF-8''${file}`);
  return new Response(response.body, { status: response.status, headers });
}

/** The official clients send a form; lite would store the form itself. */
async function signedUpload(request, next) {
  let inner = request;
  if (request.headers.get("content-type")?.startsWith("multipart/form-data")) {
    const form = await request.formData();
    const file = [...form.values()].find((part) => typeof part !== "string");
    if (!file) return refuse("InvalidRequest", "no file in the form");
    const headers = new Headers(request.headers);
    headers.set("content-type", file.type || "application/octet-stream");
    headers.set("content-length", String(file.size));
    if (form.has("cacheControl")) headers.set("cache-control", `max-age=${form.get("cacheControl")}`);
    inner = new Request(request.url, { method: "PUT", headers, body: await file.arrayBuffer() });
  }
  return checked(inner, next);
}

/** One level of the tree: names below the prefix, and a line without an id for each folder. */
async function list(request, next) {
  const { limit = 100, offset = 0, prefix = "", ...rest } = await request.json();
  const folder = prefix && !prefix.endsWith("/") ? `${prefix}/` : prefix;
  const body = JSON.stringify({ ...rest, prefix: folder, limit: 100_000, offset: 0 });
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  const response = await next(new Request(request.url, { method: "POST", headers, body }));
  if (response.status !== 200) return response;
  const level = new Map();
  for (const object of await response.json()) {
    const [name, ...below] = object.name.slice(folder.length).split("/");
    if (below.length === 0) level.set(name, { ...object, name });
    else if (!level.has(name))
      level.set(name, { name, id: null, updated_at: null, created_at: null, last_accessed_at: null, metadata: null });
  }
  return Response.json([...level.values()].slice(offset, offset + limit));
}

const REPAIRS = [
  ["POST", /^\/storage\/v1\/object\/(upload\/)?sign\//, sign],
  ["GET", /^\/storage\/v1\/object\/sign\//, signedDownload],
  ["PUT", /^\/storage\/v1\/object\/upload\/sign\//, signedUpload],
  ["POST", /^\/storage\/v1\/object\/list\//, list],
];

export async function repairStorage(request, next) {
  const { pathname } = new URL(request.url);
  const found = REPAIRS.find(([method, pattern]) => request.method === method && pattern.test(pathname));
  return found ? found[2](request, next) : next(request);
}
