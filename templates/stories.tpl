{{%AUTOESCAPE context="HTML"}}<h1>Your stories</h1>
<p class="lead">What you have done, ready to be told. A good story answers many questions.</p>
{{#no_stories}}
<section class="card">
<p>There are none yet. While you practise, every question has a button to build a story for it; the coach starts from what you told it about yourself.</p>
<p class="actions"><a class="button" href="/study">Practise</a></p>
</section>
{{/no_stories}}
<ul class="plain">
{{#stories}}
<li class="card">
<h2><a href="/story/{{story_id}}">{{story_title}}</a></h2>
{{#question}}<p class="muted">{{question}}</p>{{/question}}
{{#read}}
<details><summary>Read it</summary>
{{#parts}}
{{#told}}
<h3>{{label}}</h3>
<p class="said">{{value:p}}</p>
{{/told}}
{{/parts}}
</details>
{{/read}}
<p class="muted">{{#to_build}}<span class="tag no">not built yet</span> {{/to_build}}{{changed_text}}</p>
</li>
{{/stories}}
</ul>
{{#has_stories}}<p class="actions"><a href="/stories.md" download>Download all as one Markdown file</a></p>{{/has_stories}}
