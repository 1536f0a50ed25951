// Storage answers in the words of the official API where lite 0.10.0 uses its own.

const SIGN = /^\/storage\/v1\/object\/(upload\/)?sign\//;
const relative = (url) => (typeof url === "string" ? url.replace(/^.*?\/storage\/v1/, "") : null);

function signed({ signedUrl, ...rest }) {
  const path = relative(signedUrl);
  return rest.token ? { ...rest, url: path } : { ...rest, signedURL: path };
}

export async function repairStorage(request, next) {
  const response = await next(request);
  if (request.method !== "POST" || response.status !== 200 || !SIGN.test(new URL(request.url).pathname)) return response;
  const body = await response.json();
  return Response.json(Array.isArray(body) ? body.map(signed) : signed(body));
}
