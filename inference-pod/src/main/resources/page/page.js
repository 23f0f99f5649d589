// The page of a pod in development: sends a picture, shows the answer in the server's own words, and watches the pod.
// Text from outside only ever becomes text; sizes are set by properties, which the security policy allows.

const INTERVAL_MS = 2000;
// A request is counted just after its answer is on its way.
const COUNTED_AFTER_MS = 300;
const TYPES = ['image/jpeg', 'image/png'];
const STAGES = {queue: 'Queue', preprocess: 'Preprocessing', inference: 'Model', postprocess: 'Postprocessing'};
const OBJECTIVES = {
  availability: 'Availability', latency: 'Latency', 'inference-latency': 'Inference latency', confidence: 'Confidence',
};

const at = id => document.getElementById(id);
const said = (id, text) => { if (at(id).textContent !== text) at(id).textContent = text; };
const number = (value, digits) => value.toLocaleString('en', {minimumFractionDigits: digits, maximumFractionDigits: digits});

function made(tag, options = {}, ...children) {
  const element = Object.assign(document.createElement(tag), options);
  element.append(...children);
  return element;
}

function bar(percent) {
  const filled = made('i');
  filled.style.width = `${Math.min(100, percent)}%`;
  const whole = made('div', {className: 'bar'}, filled);
  whole.setAttribute('aria-hidden', 'true');
  return whole;
}

// --- a picture and its answer ---

let apiKey = '';
let picture = null;
let latest = 0;

// Random, as W3C Trace Context wants it; the pod continues the trace that a request names, so the page knows its id.
const hex = bytes => Array.from(crypto.getRandomValues(new Uint8Array(bytes)), byte => byte.toString(16).padStart(2, '0')).join('');

async function send(file) {
  picture = file;
  const turn = ++latest;
  show(file);
  at('answer-title').parentElement.setAttribute('aria-busy', 'true');
  const trace = hex(16);
  const body = new FormData();
  body.append('file', file, file.name || 'picture');
  const headers = {traceparent: `00-${trace}-${hex(8)}-01`, ...(apiKey && {'X-API-Key': apiKey})};
  const start = performance.now();
  let tell;
  try {
    const response = await fetch('predict', {method: 'POST', body, headers});
    const answer = await response.json();
    const tookMs = performance.now() - start;
    tell = () => told(response, answer, tookMs, trace);
  } catch (failed) {
    tell = () => problem('The pod did not answer. Look whether it still runs, then send the picture again.', failed.message, null, trace, true);
  }
  if (turn === latest) { // else a newer picture is on its way
    at('answer-title').parentElement.removeAttribute('aria-busy');
    tell();
    setTimeout(watch, COUNTED_AFTER_MS);
  }
}

function show(file) {
  URL.revokeObjectURL(at('preview').src);
  const shown = TYPES.includes(file.type);
  at('preview').hidden = !shown;
  if (shown) at('preview').src = URL.createObjectURL(file);
  said('invitation', shown ? 'Choose, drop or paste another' : 'Choose a picture, drop one anywhere, or paste it');
  said('file-name', file.name || 'pasted picture');
}

function told(response, answer, tookMs, trace) {
  const request = response.headers.get('X-Request-ID');
  if (!response.ok) {
    const wait = response.headers.get('Retry-After');
    const words = answer.message ?? 'The pod answered with an error that has no message';
    problem(wait ? `${words} (again in ${wait} s)` : words, `${answer.error ?? 'error'}, status ${response.status}`, request, trace, response.status >= 500);
    if (response.status === 401) {
      at('key-form').hidden = false;
      at('key').focus();
    }
    return;
  }
  at('nothing').hidden = at('problem').hidden = at('key-form').hidden = true;
  at('answer').hidden = false;
  at('classes').replaceChildren(...answer.predictions.map(one => made('li', {},
    made('span', {textContent: one.class}), made('span', {textContent: `${number(100 * one.confidence, 1)} %`}), bar(100 * one.confidence))));
  times(tookMs, response.headers.get('Server-Timing') ?? '');
  ids(request, trace);
  const best = answer.predictions[0];
  said('said', `${best.class}, ${number(100 * best.confidence, 0)} percent`);
}

function times(tookMs, serverTiming) {
  const stages = [...serverTiming.matchAll(/(\w+);dur=([\d.]+)/g)].map(([, name, ms]) => [STAGES[name] ?? name, Number(ms)]);
  const inServer = stages.reduce((sum, [, ms]) => sum + ms, 0);
  stages.push(['Network and the rest', Math.max(0, tookMs - inServer)]);
  const colour = index => `var(--s${index + 1})`;
  at('stages').replaceChildren(...stages.map(([, ms], index) => {
    const part = made('i');
    part.style.flexGrow = ms;
    part.style.background = colour(index);
    return part;
  }));
  at('times').replaceChildren(...[['Round trip', tookMs], ...stages].map(([name, ms], index) => {
    const row = made('div', {}, made('dt', {textContent: name}), made('dd', {textContent: `${number(ms, 1)} ms`}));
    if (index) row.style.setProperty('--stage', colour(index - 1));
    return row;
  }));
}

function problem(words, code, request, trace, again = false) {
  at('nothing').hidden = at('answer').hidden = true;
  said('said', '');
  said('problem-words', words);
  said('problem-code', code);
  at('problem').hidden = false;
  at('again').hidden = !again;
  ids(request, trace);
}

function ids(request, trace) {
  at('ids').hidden = !trace;
  said('request-id', request ?? 'none');
  said('trace-id', trace ?? '');
}

function taken(files) {
  if (files.length) send(files[0]);
  else problem('That was no file. Save the picture first, then drop or paste the file itself.', 'nothing was sent', null, null);
}

at('file').addEventListener('change', ({target}) => {
  if (target.files.length) send(target.files[0]);
  target.value = ''; // so that the same file can be chosen again
});
at('again').addEventListener('click', () => send(picture));
at('key-form').addEventListener('submit', event => {
  event.preventDefault();
  apiKey = at('key').value.trim();
  if (picture) send(picture);
});
for (const button of document.querySelectorAll('.sample')) {
  button.addEventListener('click', async () => {
    const source = button.firstElementChild.src;
    try {
      const content = await (await fetch(source)).blob();
      send(new File([content], source.slice(source.lastIndexOf('/') + 1), {type: content.type}));
    } catch (failed) {
      problem('The pod did not answer. Look whether it still runs.', failed.message, null, null);
    }
  });
}
addEventListener('paste', event => {
  if (event.clipboardData.files.length) send(event.clipboardData.files[0]);
});
for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  addEventListener(type, event => {
    event.preventDefault(); // else the browser leaves the page for the file
    const inside = type === 'dragover' || type === 'dragenter' || (type === 'dragleave' && event.relatedTarget);
    document.body.classList.toggle('dragging', Boolean(inside));
    if (type === 'drop') taken(event.dataTransfer.files);
  });
}

// --- the pod: is it ready, and does it keep its promises ---

let next;

async function asked(path) {
  const response = await fetch(path, {signal: AbortSignal.timeout(2 * INTERVAL_MS)});
  return {ok: response.ok, body: await response.json()};
}

async function watch() {
  clearTimeout(next);
  try {
    const [ready, levels] = await Promise.all([asked('readyz'), asked('slo')]);
    state(ready.ok ? 'ready' : ready.body.state ?? 'waiting', ready.ok
      ? `Ready: ${ready.body.model_name}, version ${ready.body.model_version}, on ${ready.body.device}` : ready.body.message);
    if (levels.ok) objectives(levels.body);
  } catch {
    state('away', `The pod does not answer; asked again every ${INTERVAL_MS / 1000} s`);
  }
  clearTimeout(next); // of another round that was begun meanwhile
  if (!document.hidden) next = setTimeout(watch, INTERVAL_MS);
}

function state(name, words) {
  at('state').dataset.state = name;
  said('state-words', words);
}

let shown = '';

function objectives(levels) {
  const news = JSON.stringify(levels);
  if (news === shown) return; // a selection in the text stays
  shown = news;
  said('since', `Counted by this pod since ${new Date(levels.since).toLocaleString('en-GB', {dateStyle: 'medium', timeStyle: 'short'})}. In a cluster the promise covers all pods and its whole window.`);
  at('levels').replaceChildren(...levels.objectives.map(level));
}

function level({name, good_events: events, target_percent: target, total, good, good_percent: share, budget_spent_percent: spent}) {
  const counted = total > 0;
  const budget = !counted ? 'No events yet' : spent === undefined ? 'No budget: the target allows no bad event'
    : `${number(spent, 1)} % of the budget spent`;
  const item = made('li', {},
    made('h3', {textContent: OBJECTIVES[name] ?? name}),
    made('p', {className: 'share'}, counted ? `${share} %` : '–', made('small', {textContent: `target ${target} %`})),
    bar(spent ?? (good < total ? 100 : 0)),
    made('p', {className: 'budget quiet', textContent: budget}),
    made('p', {className: 'quiet', textContent: counted ? `${number(good, 0)} of ${number(total, 0)} ${events}` : `Good: ${events}`}));
  item.dataset.objective = name;
  item.dataset.level = !counted || good === total ? 'good' : spent === undefined || spent >= 100 ? 'spent' : spent >= 75 ? 'warn' : 'good';
  return item;
}

document.addEventListener('visibilitychange', () => { if (!document.hidden) watch(); });
watch();
