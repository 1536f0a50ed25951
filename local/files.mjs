// Storage objects as files: <root>/<bucket>/<key>. Lite's own adapter answers downloads with no bytes on Node 20.

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";

const TYPES = {
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".html": "text/html", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".json": "application/json", ".md": "text/markdown",
  ".pdf": "application/pdf", ".png": "image/png", ".txt": "text/plain", ".webp": "image/webp",
};

async function bytes(body) {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(await new Response(body).arrayBuffer());
}

export class Files {
  driver = fs;

  constructor(root) {
    this.root = path.resolve(root);
  }

  place(bucket, key) {
    return path.join(this.root, bucket, key);
  }

  async headObject(bucket, key) {
    const file = this.place(bucket, key);
    const { size, mtime, mtimeMs } = await fs.stat(file);
    const eTag = `"${createHash("md5").update(`${file}:${mtimeMs}:${size}`).digest("hex")}"`;
    const mimetype = TYPES[path.extname(key).toLowerCase()] ?? "application/octet-stream";
    return { cacheControl: "no-cache", contentLength: size, size, mimetype, lastModified: mtime, eTag };
  }

  async getObject(bucket, key) {
    const metadata = await this.headObject(bucket, key);
    const content = await fs.readFile(this.place(bucket, key));
    return { httpStatusCode: 200, metadata, body: new Response(content).body };
  }

  async uploadObject(bucket, key, _version, body, mimetype, cacheControl) {
    const file = this.place(bucket, key);
    const content = await bytes(body);
    await fs.mkdir(path.dirname(file), { recursive: true });
    // Renamed into place: a download never sees half a file, and a killed upload leaves none.
    const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.part`;
    await fs.writeFile(draft, content, { flush: true });
    await fs.rename(draft, file);
    return { ...(await this.headObject(bucket, key)), mimetype, cacheControl };
  }

  async copyObject(fromBucket, from, _version, toBucket, to) {
    const { mimetype } = await this.headObject(fromBucket, from);
    const copy = await this.uploadObject(toBucket, to, null, await fs.readFile(this.place(fromBucket, from)), mimetype);
    return { httpStatusCode: 200, eTag: copy.eTag, lastModified: copy.lastModified };
  }

  async deleteObject(bucket, key) {
    await fs.rm(this.place(bucket, key), { force: true });
  }

  async deleteObjects(bucket, keys) {
    await Promise.all(keys.map((key) => this.deleteObject(bucket, key)));
  }

  async privateAssetUrl(bucket, key) {
    return `file://${this.place(bucket, key)}`;
  }
}
