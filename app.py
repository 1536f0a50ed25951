"""Every HTTP function behind one app: the local server's entry and Vercel's."""

from functions.analyze_posting.handler import router as analyze_posting
from functions.cleanup.http import router as cleanup
from functions.export_resume.handler import router as export_resume
from functions.health.handler import router as health
from functions.interview_calendar.handler import router as interview_calendar
from functions.match_batch.handler import router as match_batch
from functions.match_cache.handler import router as match_cache
from functions.match_posting.handler import router as match_posting
from functions.optimize_resume.handler import router as optimize_resume
from functions.optimized_resumes.handler import router as optimized_resumes
from functions.read_search.handler import router as read_search
from functions.resumes.handler import router as resumes
from functions.run_search.http import router as run_search
from functions.save_optimization.handler import router as save_optimization
from functions.score_postings.handler import router as score_postings
from functions.start_search.handler import router as start_search
from functions.tracked_jobs.handler import router as tracked_jobs
from functions.tracker_stats.handler import router as tracker_stats
from functions.transfer_jobs.handler import router as transfer_jobs
from shared.http.app import create_app

ROUTERS = (
    optimized_resumes,  # before /resumes/{resume_id}, which would take "optimized" for an id
    resumes,
    match_posting,
    match_batch,
    match_cache,
    score_postings,
    analyze_posting,
    optimize_resume,
    save_optimization,
    export_resume,
    # Before the tracker's /jobs/{id}, which would take "stats" for an id.
    tracker_stats,
    transfer_jobs,
    interview_calendar,
    tracked_jobs,
    start_search,
    run_search,
    read_search,
    cleanup,
    health,
)
"""In the order of the documentation."""

app = create_app(*ROUTERS, function="app", docs=True)
