{{%AUTOESCAPE context="HTML"}}<details class="card" id="facts"{{#facts_open}} open{{/facts_open}}><summary>Change all of it at once</summary>
<form method="post" action="/plan/facts">
<p class="hint">Correct anything that is off. Empty means: not known yet.</p>
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
{{#facts}}
<input type="hidden" name="version" value="{{version}}">
<div class="field"><label for="role">Role you are going for</label> <input id="role" name="role" value="{{role}}" maxlength="120" aria-describedby="role-problem"{{#role_problem}} aria-invalid="true"{{/role_problem}}><p class="problem" id="role-problem">{{role_problem}}</p></div>
<div class="field"><label for="minutes">Minutes on an ordinary day</label> <input id="minutes" name="minutes" type="number" min="1" max="600" value="{{minutes}}" aria-describedby="minutes-problem"{{#minutes_problem}} aria-invalid="true"{{/minutes_problem}}><p class="problem" id="minutes-problem">{{minutes_problem}}</p></div>
{{>part_week}}<div class="field"><label for="weak">Where you feel weak</label> <input id="weak" name="weak" value="{{weak}}" maxlength="500" aria-describedby="weak-problem"{{#weak_problem}} aria-invalid="true"{{/weak_problem}}><p class="problem" id="weak-problem">{{weak_problem}}</p></div>
<label class="check"><input type="checkbox" name="weak_told" value="1"{{#weak_told}} checked{{/weak_told}}> That is all, or there is nothing in particular</label>
<div class="field"><label for="strong">What is fine already</label> <input id="strong" name="strong" value="{{strong}}" maxlength="500" aria-describedby="strong-problem"{{#strong_problem}} aria-invalid="true"{{/strong_problem}}><p class="problem" id="strong-problem">{{strong_problem}}</p></div>
<div class="field"><label for="capacity">Energy for this</label> <select id="capacity" name="capacity">{{#capacities}}<option value="{{number}}"{{#chosen}} selected{{/chosen}}>{{level}}</option>{{/capacities}}</select></div>
<div class="field"><label for="interview">Interview date <span class="muted">(optional)</span></label> <input id="interview" name="interview" type="date" value="{{interview}}" placeholder="2026-12-31" aria-describedby="interview-problem"{{#interview_problem}} aria-invalid="true"{{/interview_problem}}><p class="problem" id="interview-problem">{{interview_problem}}</p></div>
<div class="field"><label for="weeks">Weeks until then <span class="muted">(where there is no date)</span></label> <input id="weeks" name="weeks" type="number" min="1" max="104" value="{{weeks}}" aria-describedby="weeks-problem"{{#weeks_problem}} aria-invalid="true"{{/weeks_problem}}><p class="problem" id="weeks-problem">{{weeks_problem}}</p></div>
<label class="check"><input type="checkbox" name="no_interview_date" value="1"{{#no_interview_date}} checked{{/no_interview_date}}> There is no date yet</label>
<div class="field"><label for="break_from">First day without practice <span class="muted">(where there is a break)</span></label> <input id="break_from" name="break_from" type="date" value="{{break_from}}" placeholder="2026-12-31" aria-describedby="break_from-problem"{{#break_from_problem}} aria-invalid="true"{{/break_from_problem}}><p class="problem" id="break_from-problem">{{break_from_problem}}</p></div>
<div class="field"><label for="break_to">Last day without practice</label> <input id="break_to" name="break_to" type="date" value="{{break_to}}" placeholder="2026-12-31" aria-describedby="break_to-problem"{{#break_to_problem}} aria-invalid="true"{{/break_to_problem}}><p class="problem" id="break_to-problem">{{break_to_problem}}</p></div>
<div class="field"><label for="motivation">How you feel about it</label> <input id="motivation" name="motivation" value="{{motivation}}" maxlength="300" aria-describedby="motivation-problem"{{#motivation_problem}} aria-invalid="true"{{/motivation_problem}}><p class="problem" id="motivation-problem">{{motivation_problem}}</p></div>
{{/facts}}
<p class="actions"><button>Save these</button></p>
</form>
</details>
