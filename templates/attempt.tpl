{{%AUTOESCAPE context="HTML"}}{{#no_streamed}}<h1>{{#marked}}Your mark{{/marked}}{{#no_marked}}Your answer{{/no_marked}}</h1>{{/no_streamed}}
<p class="question">{{question}}</p>
{{#pending}}
<section class="card accent">
{{#elsewhere}}<p><strong>Your answer is saved and is being marked in another window.</strong> Reload this page in a moment.</p>{{/elsewhere}}
{{#no_elsewhere}}<p><strong>Your answer is saved. Its mark is pending.</strong> {{#pending_text}}{{pending_text}}{{/pending_text}}{{#no_pending_text}}The coach has not marked it yet.{{/no_pending_text}} Go on practising: it will be marked by itself{{#not_before_text}}, but not before {{not_before_text}}{{/not_before_text}}{{#no_not_before_text}} later{{/no_not_before_text}}, or try now.</p>{{/no_elsewhere}}
<form method="post" action="/attempt/{{attempt_id}}/mark">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p class="actions"><button class="button">Mark it now</button> <a href="/attempt/{{attempt_id}}">Look again</a></p>
</form>
</section>
{{#ask_self_score}}
<form method="post" action="/attempt/{{attempt_id}}/self" class="card">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<div class="field">
<label for="self">What would you give yourself?</label>
<select id="self" name="self_score" required>
<option value="">Choose from 1 to 10</option>
{{#self_scores}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{value}}</option>
{{/self_scores}}
</select>
</div>
<p class="actions"><button>Keep it</button></p>
</form>
{{/ask_self_score}}
{{/pending}}
{{#not_marked}}
<section class="card accent mark" aria-labelledby="not-marked">
<h2 id="not-marked">Not marked</h2>
<p class="lead">{{why}}</p>
<p>Your answer is kept as you gave it. It counts neither for nor against you, and your plan goes on as it was.</p>
{{#by_model}}
<form method="post" action="/attempt/{{attempt_id}}/mark">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p class="actions"><button class="button">Mark it with a model</button></p>
</form>
{{/by_model}}
<p class="muted"><a href="/attempt/{{attempt_id}}/sent">Who looked at it, and what was sent</a></p>
</section>
{{/not_marked}}
{{#marked}}
<section class="card mark" aria-labelledby="mark">
<h2 id="mark">{{#streamed}}Your mark{{/streamed}}{{#no_streamed}}What the coach heard{{/no_streamed}}</h2>
<p class="score"><strong>{{score}}</strong><span> of 10</span></p>
<p class="lead">{{meaning}}</p>
{{#no_marked_here}}{{#confidence}}<p><span class="tag may">uncertain</span> {{confidence}}</p>
{{/confidence}}{{/no_marked_here}}{{#put_right}}<p>{{put_right}}</p>{{/put_right}}
{{#self_score}}<p>You gave yourself {{self_score}}.</p>{{/self_score}}
{{#late}}<p><span class="tag no">late</span> It came after the clock ran out ({{took_text}}). It was taken and marked in full.</p>{{/late}}
{{#no_late}}<p class="muted">You took {{took_text}}, in time.</p>{{/no_late}}
{{#no_put_right}}{{#positive_feedback}}<p class="keep"><strong>Keep.</strong> {{value}}</p>{{/positive_feedback}}
{{#improvement_areas}}<p class="improve"><strong>Improve.</strong> {{value}}</p>{{/improvement_areas}}
{{/no_put_right}}{{#instead_text}}<p class="muted">{{instead_text}}</p>{{/instead_text}}
<p class="muted">{{#marked_here}}{{#no_put_right}}{{confidence}}{{/no_put_right}}{{/marked_here}}{{#no_marked_here}}Marked by {{marked_by}}.{{/no_marked_here}} <a href="/attempt/{{attempt_id}}/sent">Who gave this mark, and what was sent</a></p>
</section>
<section class="card" aria-labelledby="said">
<h2 id="said">Your answer</h2>
<div class="beside">
<div>
{{>part_said}}
<p class="muted">{{answered_text}}{{#has_new}} · <ins>underlined</ins>: new since your last try{{/has_new}}{{#all_new}} · all of it is new since your last try{{/all_new}}</p>
</div>
<div class="anchors">
<h3>What a strong answer lands</h3>
<p class="problem">{{name_problem}}{{quote_problem}}</p>
{{#missing}}
<div class="anchor" id="anchor-{{n}}">
{{>part_anchor}}
{{#perhaps}}<form method="post" action="/attempt/{{attempt_id}}/correct">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="name" value="{{name}}">
<input type="hidden" name="landed" value="1">
<input type="hidden" name="quote" value="{{perhaps:p}}">
<button class="small">Yes, I said that</button>
</form>{{/perhaps}}
{{#quote_given}}<form method="post" action="/attempt/{{attempt_id}}/correct">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="name" value="{{name}}">
<input type="hidden" name="landed" value="1">
<input type="hidden" name="quote" value="{{quote_given:p}}">
<p class="muted">You put this right. <button class="small">I did say it</button></p>
</form>{{/quote_given}}
{{#no_quote_given}}<details><summary>I said that{{#perhaps}} elsewhere{{/perhaps}}</summary>
<form method="post" action="/attempt/{{attempt_id}}/correct">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="name" value="{{name}}">
<input type="hidden" name="landed" value="1">
<label for="quote-{{n}}">In which sentence?</label>
<select id="quote-{{n}}" name="quote">
{{#sentences}}<option value="{{sentence:p}}">{{short}}</option>
{{/sentences}}
</select>
<p class="actions"><button class="small">Put it right</button></p>
</form>
</details>{{/no_quote_given}}
</div>
{{/missing}}
{{#hits}}
<div class="anchor" id="anchor-{{n}}">
{{>part_anchor}}
<form method="post" action="/attempt/{{attempt_id}}/correct">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="name" value="{{name}}">
<p class="muted">{{#corrected}}You put this right. {{/corrected}}<button class="quiet">I didn’t{{#no_corrected}} say that{{/no_corrected}}</button></p>
</form>
</div>
{{/hits}}
</div>
</div>
</section>
{{#change}}
<section class="card">
<h2>Since your last try</h2>
<p>{{#better}}<strong>From {{score_before}} up to {{score_now}}.</strong>{{/better}}{{#worse}}From {{score_before}} to {{score_now}}: that happens, and the better one counts too.{{/worse}}{{#same}}{{score_now}} again.{{/same}} <a href="/attempt/{{before_id}}">The try before</a></p>
<ul class="plain">
{{#gained}}<li><span class="tag yes">✓ landed now</span> {{value}}</li>
{{/gained}}
{{#lost}}<li><span class="tag no">missing now</span> {{value}}</li>
{{/lost}}
</ul>
</section>
{{/change}}
{{/marked}}
{{#no_marked}}
<details class="card" open><summary>Your answer</summary>
<p class="said">{{answer:p}}</p>
<p class="muted">{{answered_text}}</p>
</details>
{{/no_marked}}
{{#no_pending}}
{{#good}}
<details class="card"><summary>What good answers mention</summary>
<p>{{good}}</p>
{{#mistakes}}<p><strong>The usual mistake.</strong> {{mistakes}}</p>{{/mistakes}}
</details>
{{/good}}
{{#follow_up}}
<details class="card"><summary>What is asked next</summary>
<p class="question">{{follow_up}}</p>
{{#running}}
<form method="post" action="/attempt/{{attempt_id}}/next">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p class="actions"><button>Answer this next</button></p>
</form>
{{/running}}
</details>
{{/follow_up}}
{{/no_pending}}
{{#no_pending}}
{{#objected}}
<section class="notice">
<p><strong>You called this mark wrong.</strong>{{#objected_text}} <q>{{objected_text}}</q>{{/objected_text}}{{#is_left_out}} It is left out of your strength and your schedule.{{/is_left_out}}</p>
<form method="post" action="/attempt/{{attempt_id}}/objection">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="take_back" value="1">
<p><button class="small">Take it back</button></p>
</form>
</section>
{{/objected}}
{{#no_objected}}
<details class="card"{{#objection_problem}} open{{/objection_problem}}><summary>This mark is wrong</summary>
<form method="post" action="/attempt/{{attempt_id}}/objection">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<div class="field">
<label for="objection">What is wrong with it? <span class="muted">(if you like)</span></label>
<p class="hint" id="objection-hint">It stays with your answer, sealed. Whoever runs this site sees only that a mark was called wrong.</p>
<textarea id="objection" name="objection" rows="3" maxlength="500" aria-describedby="objection-hint objection-problem"{{#objection_problem}} aria-invalid="true"{{/objection_problem}}>
{{objection:p}}</textarea>
<p class="problem" id="objection-problem">{{objection_problem}}</p>
</div>
<label class="check"><input type="checkbox" name="left_out" value="1"{{#left_out}} checked{{/left_out}}> Leave it out of my strength and my schedule</label>
<p class="actions"><button>Say that it is wrong</button></p>
</form>
</details>
{{/no_objected}}
{{/no_pending}}
<div class="actions">
{{#running}}
{{#next_id}}
<form method="post" action="/study/session/{{session_id}}/open/{{next_id}}">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<button class="button">Next question</button>
</form>
{{/next_id}}
<form method="post" action="/study/session/{{session_id}}/open/{{question_id}}">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<button>Try this one again</button>
</form>
<a href="/session/{{session_id}}">All questions</a>
<form method="post" action="/study/end_session">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="session_id" value="{{session_id}}">
<button class="quiet">End the session</button>
</form>
{{/running}}
{{#no_running}}<a class="button" href="/session/{{session_id}}/summary">The session’s summary</a>{{/no_running}}
{{#after_id}}<a href="/attempt/{{after_id}}">The try after this</a>{{/after_id}}
</div>
