{{%AUTOESCAPE context="HTML"}}
<fieldset class="week"><legend>Days that differ</legend>
<p class="hint">Minutes of that day. Blank: as usual. 0: a day off.</p>
<div><label class="day-minutes">Monday <input name="week.monday" type="number" min="0" max="600" value="{{week_monday}}"{{#week_monday_problem}} aria-invalid="true"{{/week_monday_problem}}><span class="problem">{{week_monday_problem}}</span></label></div>
<div><label class="day-minutes">Tuesday <input name="week.tuesday" type="number" min="0" max="600" value="{{week_tuesday}}"{{#week_tuesday_problem}} aria-invalid="true"{{/week_tuesday_problem}}><span class="problem">{{week_tuesday_problem}}</span></label></div>
<div><label class="day-minutes">Wednesday <input name="week.wednesday" type="number" min="0" max="600" value="{{week_wednesday}}"{{#week_wednesday_problem}} aria-invalid="true"{{/week_wednesday_problem}}><span class="problem">{{week_wednesday_problem}}</span></label></div>
<div><label class="day-minutes">Thursday <input name="week.thursday" type="number" min="0" max="600" value="{{week_thursday}}"{{#week_thursday_problem}} aria-invalid="true"{{/week_thursday_problem}}><span class="problem">{{week_thursday_problem}}</span></label></div>
<div><label class="day-minutes">Friday <input name="week.friday" type="number" min="0" max="600" value="{{week_friday}}"{{#week_friday_problem}} aria-invalid="true"{{/week_friday_problem}}><span class="problem">{{week_friday_problem}}</span></label></div>
<div><label class="day-minutes">Saturday <input name="week.saturday" type="number" min="0" max="600" value="{{week_saturday}}"{{#week_saturday_problem}} aria-invalid="true"{{/week_saturday_problem}}><span class="problem">{{week_saturday_problem}}</span></label></div>
<div><label class="day-minutes">Sunday <input name="week.sunday" type="number" min="0" max="600" value="{{week_sunday}}"{{#week_sunday_problem}} aria-invalid="true"{{/week_sunday_problem}}><span class="problem">{{week_sunday_problem}}</span></label></div>
<p class="problem">{{week_problem}}</p>
</fieldset>
