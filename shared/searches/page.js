// Asks how far the search is and moves the bar; when it has ended, the page is fetched again with its results.
const bar = document.querySelector("progress");
const number = document.getElementById("number");
const state = document.getElementById("state");
let rev = Number(bar.dataset.rev);
async function ask() {
  let wait = 4000;
  try {
    const answer = await fetch(`${location.pathname}?since_rev=${rev}`, { headers: { accept: "application/json" } });
    const search = await answer.json();
    if (search.status === "completed" || search.status === "failed" || answer.status === 404) return location.reload();
    if (search.progress !== undefined) {
      rev = search.rev;
      bar.value = Math.max(bar.value, search.progress);
      number.textContent = bar.value;
      state.textContent = state.dataset[search.status];
    }
    wait = search.retry_after_ms ?? wait;
  } catch {
    // No connection for a moment: the search goes on without us.
  }
  setTimeout(ask, wait);
}
setTimeout(ask, 1000);
