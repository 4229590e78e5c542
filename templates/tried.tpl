{{%AUTOESCAPE context="HTML"}}<h1>Your first mark</h1>
{{#question}}<p class="question">{{question}}</p>{{/question}}
<section class="card">
{{#mark}}
<p class="score"><strong>{{score}}</strong><span> of 10</span></p>
<p class="lead">{{meaning}}</p>
{{#positive_feedback}}<p class="keep">{{value}}</p>{{/positive_feedback}}
{{#improvement_areas}}<p class="improve">{{value}}</p>{{/improvement_areas}}
<h3>What a strong answer lands</h3>
<ul class="anchors">
{{#anchors}}
<li>{{#landed}}<span class="tag yes">landed</span>{{/landed}}{{#no_landed}}<span class="tag no">not yet</span>{{/no_landed}} <strong>{{name}}</strong>: {{anchor}}{{#quote}} <q>{{quote}}</q>{{/quote}}</li>
{{/anchors}}
</ul>
<p class="muted">{{confidence}}</p>
{{/mark}}
</section>
<details class="card"><summary>Your answer</summary><p class="said">{{answer:p}}</p></details>
<p>Nothing of this was stored. If you sign up, your answer can come with you.</p>
<form method="get" action="/signup" class="inline"><button class="button">Sign up</button></form>
<p><a href="/try">Try it again</a></p>
