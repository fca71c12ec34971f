/** Code samples to choose from: first the variant, then the language. It works without a script. */
import { highlighted } from './highlight.ts';
import { type Html, html } from './html.ts';
import type { ReadOperation } from './reading.ts';
import { type Variant, variantsOf } from './samples.ts';

export function samplePanels(operation: ReadOperation, origin: string): Html {
  const variants = variantsOf(operation, origin);
  const name = `${operation.id}-variant`;
  const labels = variants.map(({ label }) => label);
  return html`<div class="samples">
<h4>Code</h4>
${variants.length > 1 ? choice(name, operation.credentials.length > 1 ? 'Send' : 'Body', labels) : null}
${variants.map((variant, i) => panel(`${operation.id}-language-${i}`, variant, `v${i}`))}</div>`;
}

const panel = (
  name: string,
  { label, samples }: Variant,
  position: string,
): Html => html`<div class="variant ${position}">
${choice(
  name,
  label === '' ? 'Language' : `Language, for ${label}`,
  samples.map(({ language }) => language),
  'hidden',
)}
${samples.map(
  ({ language, code }, i) => html`<pre class="sample v${i}"><code>${highlighted(code, language)}</code></pre>
`,
)}</div>
`;

const choice = (
  name: string,
  legend: string,
  labels: readonly string[],
  legendIs = 'shown',
): Html => html`<fieldset class="choice">
<legend class="${legendIs}">${legend}</legend>
${labels.map(
  (
    label,
    i,
  ) => html`<label><input type="radio" name="${name}" value="${label}" class="v${i}"${i === 0 ? html` checked` : null}><span>${label}</span></label>
`,
)}</fieldset>`;
