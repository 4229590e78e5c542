{{%AUTOESCAPE context="HTML"}}<h1>Settings</h1>
<p class="muted">You are logged in as {{username}}.</p>
<form method="post" action="/settings/profile" class="card">
<h2>You</h2>
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<div class="field">
<label for="name">What should we call you?</label>
<input id="name" name="name" type="text" value="{{name}}" aria-describedby="name-problem" autocomplete="given-name" maxlength="80"{{#name_problem}} aria-invalid="true"{{/name_problem}}>
<p class="problem" id="name-problem">{{name_problem}}</p>
</div>
<div class="field">
<label for="role">Role you are going for</label>
<input id="role" name="role" type="text" value="{{role}}" aria-describedby="role-problem" maxlength="120"{{#role_problem}} aria-invalid="true"{{/role_problem}}>
<p class="problem" id="role-problem">{{role_problem}}</p>
</div>
<div class="field">
<label for="zone">Time zone</label>
<p class="hint" id="zone-hint">Like Europe/Berlin. It decides when your day begins.</p>
<input id="zone" name="zone" type="text" value="{{zone}}" aria-describedby="zone-hint zone-problem" maxlength="64" autocapitalize="none" spellcheck="false"{{#zone_problem}} aria-invalid="true"{{/zone_problem}}>
<p class="problem" id="zone-problem">{{zone_problem}}</p>
</div>
<p class="actions"><button>Save</button></p>
<p><a href="/chat#understood">Your days, minutes and the rest of what the coach understood</a> · <a href="/told">All that you told</a></p>
</form>
{{#chosen}}
<form method="post" action="/settings/coach" class="card">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<fieldset class="bare"><legend><h2>Who may read what you write</h2></legend>
<div><label class="check"><input type="radio" name="coach" value="builtin"{{#builtin}} checked{{/builtin}}> The built-in coach only: nothing I write leaves this machine</label></div>
<div><label class="check"><input type="radio" name="coach" value="outside"{{#outside}} checked{{/outside}}> Also {{servers}}</label></div>
</fieldset>
<p class="hint">A change counts from the next question on.</p>
<p class="actions"><button>Save</button></p>
</form>
{{/chosen}}
{{#no_chosen}}<section class="card"><h2>Who reads what you write</h2><p>Only the built-in coach, on this machine: this site has no other.</p></section>{{/no_chosen}}
<form method="post" action="/settings/password" class="card">
<h2>Password</h2>
{{#confirm_password}}
{{>part_confirm}}
{{/confirm_password}}
<div class="field">
<label for="password">New password</label>
<p class="hint" id="password-hint">At least {{min_length}} characters. Your other logins end.</p>
{{>part_new_password}}
</div>
<p class="actions"><button>Change the password</button></p>
</form>
<section class="card">
<h2>Your logins</h2>
<ul class="plain rows">
{{#logins}}
<li>
<p><strong>{{where}}</strong>{{#current}} <span class="tag yes">✓ this one</span>{{/current}}<br><span class="muted">since {{since}}, last used {{last_used}}</span></p>
{{#no_current}}
<form method="post" action="/settings/logins/end">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="login" value="{{login_id}}">
<button class="quiet">End this login</button>
</form>
{{/no_current}}
</li>
{{/logins}}
</ul>
<form method="post" action="/settings/logins/end_others">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p class="actions"><button>End all other logins</button></p>
</form>
</section>
<form method="post" action="/settings/codes" class="card">
<h2>Recovery codes</h2>
<p>{{codes_left}} of ten codes are left. New ones replace all old ones.</p>
{{#confirm_codes}}
{{>part_confirm}}
{{/confirm_codes}}
<p class="actions"><button>Make ten new codes</button></p>
</form>
<section class="card">
<h2>What you used</h2>
<p>In the last 24 hours a coach was asked {{calls_today}} time{{#no_one_call}}s{{/no_one_call}}. Tokens sent to and from outside coaches: {{tokens_today}}.</p>
{{#budget_text}}<p>{{budget_text}}</p>{{/budget_text}}
</section>
<form method="post" action="/settings/export" class="card">
<h2>Take everything with you</h2>
<p>One file (JSON) with everything held on you. It is not encrypted: keep it somewhere safe.</p>
{{#confirm_export}}
{{>part_confirm}}
{{/confirm_export}}
<p class="actions"><button>Download everything</button></p>
</form>
<form method="post" action="/settings/delete" class="card danger">
<h2>Delete your account</h2>
<p>Everything you wrote and your key are destroyed. This can’t be undone.</p>
{{#confirm_delete}}
{{>part_confirm}}
{{/confirm_delete}}
<div class="field">
<label for="confirm">To be sure, write the word delete</label>
<input id="confirm" name="confirm" type="text" value="{{confirm}}" aria-describedby="confirm-problem" required autocomplete="off" maxlength="20"{{#confirm_problem}} aria-invalid="true"{{/confirm_problem}}>
<p class="problem" id="confirm-problem">{{confirm_problem}}</p>
</div>
<p class="actions"><button class="danger">Delete my account</button></p>
</form>
