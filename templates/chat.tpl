{{%AUTOESCAPE context="HTML"}}<h1>Tell the coach</h1>
{{>part_choice}}
<div class="beside">
<div>
<div class="bubble coach"><p>{{greeting:p}}</p></div>
{{#turns}}
{{#user}}<div class="bubble user">{{#material}}<p class="muted">The job</p>{{/material}}<p>{{text:p}}</p></div>
{{#moved}}<p class="muted">{{#material}}This reads like something about the job, so it is kept as that: nothing in it counts as your own words.{{/material}}{{#no_material}}Part of this reads like something about the job. That part is kept apart: nothing in it counts as your own words.{{/no_material}} <a href="/told">All that you told</a></p>{{/moved}}{{/user}}
{{#coach}}<div class="bubble coach"><p>{{text:p}}</p></div>{{#instead_text}}<p class="muted">{{instead_text}}</p>{{/instead_text}}{{/coach}}
{{#unanswered}}
<form method="post" action="/plan/chat/retry" class="notice">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="message" value="{{message_id}}">
<p>This is saved, and not answered yet. {{unanswered_text}}</p>
<p class="actions"><button>Ask again</button></p>
</form>
{{/unanswered}}
{{/turns}}
{{>part_ask}}
{{>part_say}}
</div>
<div>
{{>part_heard}}
{{>part_propose}}
{{>part_facts}}
<p><a href="/told">All that you told</a></p>
</div>
</div>
