{{%AUTOESCAPE context="HTML"}}<h1>Who gave this mark</h1>
<p class="question">{{question}}</p>
{{#no_exchange}}<p>It has not been marked yet, and nothing has been kept of any request.</p>
<p class="actions"><a class="button" href="/attempt/{{attempt_id}}">Back to your answer</a></p>
{{/no_exchange}}
{{#exchange}}
{{#here}}
{{#in_vain}}<p class="lead">The built-in coach {{#no_not_marked}}marked{{/no_not_marked}}{{#not_marked}}looked at{{/not_marked}} it, on this machine, after the texts below had been sent to a server that gave no answer that holds.</p>{{/in_vain}}
{{#no_in_vain}}<p class="lead">The built-in coach {{#no_not_marked}}marked{{/no_not_marked}}{{#not_marked}}looked at{{/not_marked}} it, on this machine. Nothing was sent anywhere.</p>{{/no_in_vain}}
{{/here}}
{{#outside}}<p class="lead">The provider “{{provider}}” marked it. The texts below, and nothing else, were sent there.</p>{{/outside}}
{{#instead_text}}<p class="notice">{{instead_text}}</p>{{/instead_text}}
<dl class="pairs">
{{#score_given}}<dt>Mark</dt><dd>{{score_given}} of 10{{#put_right}}; with what you put right {{score}} of 10{{/put_right}}</dd>{{/score_given}}
<dt>When</dt><dd>{{marked_text}}</dd>
<dt>Mode</dt><dd>{{mode}}</dd>
<dt>Provider</dt><dd>{{provider}}</dd>
<dt>Model</dt><dd>{{model}}</dd>
<dt>Prompt version</dt><dd><code>{{prompt_version}}</code></dd>
<dt>Tokens</dt><dd>{{tokens_in}} in ({{tokens_cached}} of them from a cache), {{tokens_out}} out</dd>
<dt>Cost</dt><dd>{{cost_text}}</dd>
<dt>Took</dt><dd>{{took_text}}, {{tries}} {{#one_try}}try{{/one_try}}{{#no_one_try}}tries{{/no_one_try}}</dd>
</dl>
<h2>What was {{#outside}}sent{{/outside}}{{#here}}looked at{{/here}}</h2>
{{#outside}}{{#masked}}<p class="muted">Where it says [email 1], [phone 1] or [number 1], an address or a number of yours was kept back.</p>{{/masked}}{{/outside}}
<pre>{{request_text:p}}</pre>
<h2>With these instructions</h2>
<pre>{{system_text:p}}</pre>
<p class="actions"><a class="button" href="/attempt/{{attempt_id}}">Back to the mark</a></p>
{{/exchange}}
