// What a page writes: every body, answer and problem below is typed by the contract alone.
import createClient from "openapi-fetch";
import type { components, paths } from "./api";

const api = createClient<paths>({ baseUrl: "/api", headers: { Authorization: "Bearer …" } });

export async function scores(resume_id: string, jobs: components["schemas"]["ScoredPosting"][]): Promise<number[]> {
  const { data, error } = await api.POST("/match/batch", { body: { resume_id, jobs, quick_mode: true } });
  if (error) {
    if (error.type === "/problems/resume-not-found") return [];
    // @ts-expect-error  a problem that this endpoint never answers
    if (error.type === "/problems/job-not-found") return [];
    throw new Error(`${error.detail} (${error.request_id})`);
  }
  return data.results.map((result) => result.match_score);
}

export async function applied(job_id: string, version: number): Promise<string | null> {
  const { data, error, response } = await api.PATCH("/jobs/{job_id}", {
    params: { path: { job_id }, header: { "if-match": `"${version}"` } },
    body: { status: "applied" },
  });
  if (response.status === 409) return null;
  if (error) throw new Error(error.errors?.map((fault) => fault.pointer).join(", ") ?? error.detail);
  return data.job.application_date;
}
