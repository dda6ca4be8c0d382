/** The style sheet of the page. Everything that it names is on the page; nothing is loaded. */
export const htmlStyle = `
:root {
  --paper: #ffffff; --ink: #1a1f29; --soft: #49525f; --line: #d9dee6; --rule: #b9c1cd; --wash: #f5f7fa;
  --accent: #1c4997; --accent-wash: #eaf1fd; --on-accent: #ffffff;
  --alarm: #8f1a16; --alarm-wash: #fdf1f0; --good: #135233; --good-wash: #eef8f2; --warn: #643e00;
  color-scheme: light;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #12151b; --ink: #e7eaf0; --soft: #a5afbe; --line: #303845; --rule: #4a5465; --wash: #1a1f28;
    --accent: #93b8ff; --accent-wash: #1b2942; --on-accent: #0d1626;
    --alarm: #ffaaa2; --alarm-wash: #331c1c; --good: #86d6a9; --good-wash: #11231a; --warn: #f1c477;
    color-scheme: dark;
  }
}
* { box-sizing: border-box; }
html { font: 100%/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; -webkit-text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word; }
p, ul, ol, h1, h2, h3 { margin: 0; }
a { color: var(--accent); text-underline-offset: .2em; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
code { font: .92em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; background: var(--accent); color: var(--on-accent); }
.skip:focus { top: 1rem; z-index: 1; }

header, .page, footer { max-width: 70rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem); }
header { padding-top: clamp(2rem, 6vw, 4.5rem); padding-bottom: clamp(1.5rem, 4vw, 3rem); }
.surface { color: var(--accent); font-weight: 600; letter-spacing: .01em; }
h1 { margin: .35rem 0 1rem; font-size: clamp(2rem, 1.3rem + 3.2vw, 3.4rem); line-height: 1.1; letter-spacing: -.025em; font-weight: 700; text-wrap: balance; }
.lead { max-width: 42rem; font-size: clamp(1.1rem, 1rem + .5vw, 1.35rem); line-height: 1.45; }
.fit { max-width: 42rem; margin-top: .6rem; color: var(--soft); }

nav { display: none; }
nav ul { list-style: none; padding: 0; }
nav a { display: block; padding: .22rem 0; color: var(--soft); text-decoration: none; font-size: .875rem; line-height: 1.4; }
nav a:hover { color: var(--accent); text-decoration: underline; }
main { min-width: 0; max-width: 46rem; }
section { padding: 1.9rem 0; border-top: 1px solid var(--line); }
h2 { margin-bottom: 1rem; font-size: 1.25rem; line-height: 1.3; letter-spacing: -.01em; }
h3 { font-size: 1rem; }

.points, .steps { list-style: none; padding: 0; display: grid; gap: 1.15rem; }
.points > li, .steps > li { min-width: 0; }
.steps { counter-reset: step; }
.steps > li { position: relative; padding-left: 2.4rem; counter-increment: step; }
.steps > li::before { content: counter(step); position: absolute; left: 0; top: .05rem; width: 1.6rem; height: 1.6rem; border-radius: 50%; background: var(--accent-wash); color: var(--accent); font-size: .85rem; font-weight: 600; line-height: 1.6rem; text-align: center; }
.points .ask, .steps .ask { color: var(--soft); }
.say { font-weight: 600; }
.basis { margin-top: .2rem; color: var(--soft); font-size: .8125rem; line-height: 1.5; }
.basis a { color: inherit; }
.limit { margin-top: .25rem; padding-left: .7rem; border-left: 3px solid var(--accent); font-weight: 600; font-size: .9375rem; }
.mark { margin-right: .25rem; color: var(--soft); }
.mark.refuse { color: var(--alarm); }
.mark.warn { color: var(--warn); }
.becomes { color: var(--accent); }
.alarm, .offer { margin-bottom: 1.9rem; padding: 1.3rem clamp(1rem, 3vw, 1.5rem); border: 0; border-left: 4px solid; border-radius: 0 .4rem .4rem 0; }
.alarm { border-color: var(--alarm); background: var(--alarm-wash); }
.alarm h2 { color: var(--alarm); }
.offer { border-color: var(--good); background: var(--good-wash); }
.offer h2 { color: var(--good); }
.alarm + section, .offer + section { border-top: 0; }
.small { font-size: .875rem; }
.small .points { display: block; columns: 20rem; column-gap: 2rem; }
.small .points > li { break-inside: avoid; padding-bottom: .6rem; }
.small h2 { font-size: 1.0625rem; }
[id^="claim-"]:target { background: var(--accent-wash); outline: .4rem solid var(--accent-wash); }

.tree { color: var(--soft); font-size: .9375rem; line-height: 1.45; }
.tree > .ask { font-weight: 600; }
.tree ul { list-style: none; padding: 0; margin: .2rem 0 0 .25rem; }
.tree li { position: relative; padding: .28rem 0 .28rem 1.45rem; }
.tree li::before { content: ""; position: absolute; left: 0; top: 0; bottom: 0; border-left: 1px solid var(--rule); }
.tree li:last-child::before { content: none; }
.tree li::after { content: ""; position: absolute; left: 0; top: 0; width: 1rem; height: 1rem; border: solid var(--rule); border-width: 0 0 1px 1px; border-bottom-left-radius: .4rem; }
.tree li.taken::after { left: -1px; height: calc(1rem + 1px); border-color: var(--accent); border-width: 0 0 3px 3px; }
.tree li:has(~ .taken)::after { border-left-color: var(--accent); }
.tree li:has(~ .taken)::before { left: -1px; border-left: 3px solid var(--accent); }
.tree .ask { display: block; }
.tree .ask.taken { color: var(--ink); }
.tree .answer { font-weight: 500; }
.tree .answer.taken { color: var(--accent); font-weight: 700; }
.tree .choice { display: inline-block; margin-left: .4rem; padding: .02rem .6rem; border: 1px solid var(--line); border-radius: .7rem; background: var(--wash); color: var(--ink); font-weight: 500; font-size: .875rem; }
.tree .choice.taken { border-color: var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 700; }

footer { padding-top: 1.5rem; padding-bottom: 3rem; color: var(--soft); font-size: .8125rem; }
.hash { overflow-wrap: anywhere; }

@media (min-width: 64rem) {
  .page { display: grid; grid-template-columns: 12rem minmax(0, 46rem); gap: 4rem; }
  nav { display: block; position: sticky; top: 1.5rem; align-self: start; }
  main > section.plain:first-child { border-top: 0; padding-top: 0; }
}
@media print {
  @page { margin: 18mm 16mm; }
  html { font-size: 10pt; }
  nav, .skip { display: none; }
  header, .page, footer { display: block; max-width: none; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  main { max-width: none; }
  section { padding: 1.1rem 0; }
  .points, .steps { display: block; }
  .points > li + li, .steps > li + li { margin-top: .8rem; }
  .small .points > li + li { margin-top: 0; }
  .tree { font-size: .9rem; line-height: 1.35; }
  .tree li { padding-top: .15rem; padding-bottom: .15rem; }
  .tree .choice { padding-top: 0; padding-bottom: 0; }
  h1, h2, h3, .ask { break-after: avoid; }
  .points > li, .steps > li, .tree li { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  .tree .choice.taken, .alarm, .offer, .steps > li::before { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
