{{%AUTOESCAPE context="HTML"}}{{#asking}}
<form method="post" action="/plan/answer" class="card accent" id="ask">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="ask" value="{{ask}}">
{{#is_role}}
<h2>Which role are you going for?</h2>
<div class="field"><label for="ask-role">In a few words</label> <input id="ask-role" name="role" value="{{role}}" maxlength="120" aria-describedby="ask-role-problem"{{#role_problem}} aria-invalid="true"{{/role_problem}}><p class="problem" id="ask-role-problem">{{role_problem}}</p></div>
{{#has_families}}<fieldset class="bare"><legend>That can be several things. Which is it nearer to?</legend>
{{#families}}<label class="check"><input type="radio" name="nearer" value="{{family}}"> {{family}}</label>
{{/families}}</fieldset>{{/has_families}}
{{/is_role}}
{{#is_date}}
<h2>When is the interview?</h2>
<div class="field"><label for="ask-interview">Its date</label>
<p class="hint" id="ask-interview-hint">Empty: there is none yet. That is fine.</p>
<input id="ask-interview" name="interview" type="date" value="{{interview}}" placeholder="2026-12-31" aria-describedby="ask-interview-hint ask-interview-problem"{{#interview_problem}} aria-invalid="true"{{/interview_problem}}><p class="problem" id="ask-interview-problem">{{interview_problem}}</p></div>
<div class="field"><label for="ask-weeks">Or roughly how many weeks you have</label> <input id="ask-weeks" name="weeks" type="number" min="1" max="104" value="{{weeks}}" aria-describedby="ask-weeks-problem"{{#weeks_problem}} aria-invalid="true"{{/weeks_problem}}><p class="problem" id="ask-weeks-problem">{{weeks_problem}}</p></div>
{{/is_date}}
{{#is_time}}
<h2>How long could you practise, and on which days?</h2>
<div class="field"><label for="ask-minutes">Minutes on an ordinary day</label> <input id="ask-minutes" name="minutes" type="number" min="1" max="600" value="{{minutes}}" aria-describedby="ask-minutes-problem"{{#minutes_problem}} aria-invalid="true"{{/minutes_problem}}><p class="problem" id="ask-minutes-problem">{{minutes_problem}}</p></div>
{{>part_week}}
{{/is_time}}
{{#is_weak}}
<h2>Where do you feel least sure of yourself?</h2>
<p class="hint">Tick what fits, or nothing: “nothing in particular” is an answer too.</p>
{{#areas}}<label class="check"><input type="checkbox" name="areas.{{place}}" value="{{area}}"{{#ticked}} checked{{/ticked}}> {{area}}</label>
{{/areas}}
<div class="field"><label for="ask-more">Something else</label> <input id="ask-more" name="more" value="{{more}}" maxlength="300" aria-describedby="ask-more-problem"{{#more_problem}} aria-invalid="true"{{/more_problem}}><p class="problem" id="ask-more-problem">{{more_problem}}</p></div>
<div class="field"><label for="ask-strong">What is fine already <span class="muted">(optional)</span></label> <input id="ask-strong" name="strong" value="{{strong}}" maxlength="500" aria-describedby="ask-strong-problem"{{#strong_problem}} aria-invalid="true"{{/strong_problem}}><p class="problem" id="ask-strong-problem">{{strong_problem}}</p></div>
{{/is_weak}}
{{#is_energy}}
<fieldset class="bare"><legend><h2>How much energy do you have for this just now?</h2></legend>
{{#levels}}<label class="check"><input type="radio" name="capacity" value="{{number}}"{{#chosen}} checked{{/chosen}}> {{level}}</label>
{{/levels}}</fieldset>
<p class="problem">{{capacity_problem}}</p>
{{/is_energy}}
{{#is_break}}
<h2>When do you not practise?</h2>
<p class="hint">It ends by itself. Both empty: there is no break.</p>
<div class="field"><label for="ask-break_from">First day without practice</label> <input id="ask-break_from" name="break_from" type="date" value="{{break_from}}" placeholder="2026-12-31" aria-describedby="ask-break_from-problem"{{#break_from_problem}} aria-invalid="true"{{/break_from_problem}}><p class="problem" id="ask-break_from-problem">{{break_from_problem}}</p></div>
<div class="field"><label for="ask-break_to">Last day without practice</label> <input id="ask-break_to" name="break_to" type="date" value="{{break_to}}" placeholder="2026-12-31" aria-describedby="ask-break_to-problem"{{#break_to_problem}} aria-invalid="true"{{/break_to_problem}}><p class="problem" id="ask-break_to-problem">{{break_to_problem}}</p></div>
{{/is_break}}
<p class="actions"><button{{#primary_answer}} class="button"{{/primary_answer}}>Answer</button></p>
</form>
{{/asking}}
