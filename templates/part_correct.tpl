{{%AUTOESCAPE context="HTML"}}<details{{#correcting}} open{{/correcting}}><summary>Put it in your own words</summary>
<form method="post" action="/notes/correct">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="topic" value="{{topic_id}}">
<input type="hidden" name="version" value="{{version}}">
<div class="field">
<label for="note-{{label}}">Your words</label>
<p class="hint" id="hint-{{label}}">{{#topic_id}}Is something wrong or missing? Say it as it is.{{/topic_id}}{{#no_topic_id}}Anything the coach should keep in mind, whatever the topic.{{/no_topic_id}}</p>
<textarea id="note-{{label}}" name="corrected" rows="3" maxlength="4000" aria-describedby="problem-{{label}} hint-{{label}}"{{#corrected_problem}} aria-invalid="true"{{/corrected_problem}}>
{{corrected:p}}</textarea>
<p class="problem" id="problem-{{label}}">{{corrected_problem}}</p>
</div>
{{#stored_correction}}<p class="muted">Kept so far: {{stored_correction}}</p>{{/stored_correction}}
<p class="actions"><button>Keep my words</button></p>
</form>
</details>
