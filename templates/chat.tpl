{{%AUTOESCAPE context="HTML"}}<h1>Tell the coach</h1>
{{>part_choice}}
<div class="beside">
<div>
<div class="bubble coach"><p>{{greeting:p}}</p></div>
{{#turns}}
{{#user}}<div class="bubble user"><p>{{text:p}}</p></div>{{/user}}
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
{{>part_say}}
{{>part_propose}}
</div>
{{>part_facts}}
</div>
