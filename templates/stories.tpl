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
{{#situation}}<h3>Situation</h3>
<p class="said">{{situation:p}}</p>{{/situation}}
{{#task}}<h3>Task</h3>
<p class="said">{{task:p}}</p>{{/task}}
{{#action}}<h3>Action</h3>
<p class="said">{{action:p}}</p>{{/action}}
{{#result}}<h3>Result</h3>
<p class="said">{{result:p}}</p>{{/result}}
{{#lesson}}<h3>What you learned</h3>
<p class="said">{{lesson:p}}</p>{{/lesson}}
{{#text}}<h3>As you would tell it</h3>
<p class="said">{{text:p}}</p>{{/text}}
</details>
{{/read}}
<p class="muted">{{#to_build}}<span class="tag no">not built yet</span> {{/to_build}}{{changed_text}}</p>
</li>
{{/stories}}
</ul>
{{#has_stories}}<p class="actions"><a href="/stories.md" download>Download all as one Markdown file</a></p>{{/has_stories}}
