/** Colours are those of the product's tokens, light and dark; print is always light. */
export const HTML_STYLE = `
:root{--bg:#fff;--bg1:#f9f9fb;--line:#e3e3e9;--fg:#17171c;--fg2:#484853;--pass:#11733a;--passbg:#e3f4e9;--fail:#be1f2d;--failbg:#fceaeb}
@media screen and (prefers-color-scheme:dark){:root{--bg:#121216;--bg1:#17171c;--line:#2a2a33;--fg:#ececf1;--fg2:#b9b9c4;--pass:#63cc88;--passbg:#12291b;--fail:#ff858d;--failbg:#3a181c}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--fg);font:13px/20px Inter,system-ui,sans-serif}
main{max-width:1100px;margin:0 auto;padding:24px}h1{font-size:18px;line-height:28px;overflow-wrap:anywhere}h2{font-size:15px;line-height:22px;display:inline-block;margin:24px 0 8px}h3{font-size:13px;margin:8px 0}
.lead{font-size:15px;line-height:24px}.meta,small,.kind,.evidence{color:var(--fg2)}
.pill{border-radius:4px;padding:2px 8px;font-size:12px;font-weight:600}.pass{color:var(--pass);background:var(--passbg)}.fail{color:var(--fail);background:var(--failbg)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:12px;margin:0}.figures div{border:1px solid var(--line);border-radius:8px;padding:12px}dt{color:var(--fg2);font-size:11px}dd{margin:0;font-size:18px;line-height:28px}
details.cause{border-bottom:1px solid var(--line);padding:6px 0;break-inside:avoid}summary{cursor:pointer}.count{display:inline-block;min-width:3em;text-align:right;margin-right:8px}
table{border-collapse:collapse;width:100%;margin:8px 0;font-size:12px}th,td{border:1px solid var(--line);padding:4px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}thead th{background:var(--bg1)}
.numbers td{font-variant-numeric:tabular-nums}.differs{background:var(--failbg)}.covered{color:var(--fg2)}code{font:12px/16px "JetBrains Mono",ui-monospace,monospace;white-space:pre-wrap}
@media print{details::details-content{content-visibility:visible;display:block}}
`.replaceAll('\n', '');
