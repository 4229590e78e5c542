{{%AUTOESCAPE context="HTML"}}<h1>All that you told</h1>
<p>Everything you wrote to the coach or brought along, newest first. If you correct or delete a text, what was understood from it goes with it.</p>
<p class="hint">Records of what was sent for earlier answers keep it as it was sent.</p>
<p><a href="/chat">Back to the coach</a></p>
{{#no_told}}<p>Nothing yet.</p>{{/no_told}}
{{#told}}
<article class="card" id="t-{{told_id}}">
<h2>{{at_text}} {{#material}}<span class="tag no">the job</span>{{/material}}{{#no_material}}<span class="tag">your words</span>{{/no_material}}</h2>
{{#no_editing}}<p class="said">{{said_text:p}}</p>{{/no_editing}}
<details{{#editing}} open{{/editing}}><summary>Correct it</summary>
<form method="post" action="/told/{{told_id}}/correct">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<div class="field"><label for="text-{{told_id}}">The text as it should be</label>
<textarea id="text-{{told_id}}" name="text" rows="8" maxlength="60000" required aria-describedby="problem-{{told_id}}"{{#text_problem}} aria-invalid="true"{{/text_problem}}>
{{text:p}}</textarea>
<p class="problem" id="problem-{{told_id}}">{{text_problem}}</p></div>
<p class="actions"><button>Save, and hear it anew</button></p>
</form>
</details>
<form method="post" action="/told/{{told_id}}/delete">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p class="actions"><button class="quiet">Delete this text</button></p>
</form>
</article>
{{/told}}
