{{%AUTOESCAPE context="HTML"}}{{#can_propose}}
<form method="post" action="/plan/suggest_new" class="card{{#primary_propose}} accent{{/primary_propose}}">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<h2>{{#enough}}That is enough for a plan{{/enough}}{{#no_enough}}A plan is possible already{{/no_enough}}</h2>
{{#no_enough}}<p>It gets better if I also know:</p>
<ul>
{{#missing}}<li>{{value}}</li>
{{/missing}}
</ul>{{/no_enough}}
<p>Nothing is settled until you approve it.</p>
<p class="actions"><button{{#primary_propose}} class="button"{{/primary_propose}}>Propose a plan</button></p>
</form>
{{/can_propose}}
{{#proposal_id}}<p class="notice"><a href="/proposal/{{proposal_id}}">A proposal is waiting for you.</a></p>{{/proposal_id}}
