{{%AUTOESCAPE context="HTML"}}<h1>{{story_title}}</h1>
<p class="muted">Version {{number}}, {{saved_text}}</p>
{{#question}}<p class="question">{{question}}</p>{{/question}}
<section class="card">
{{#situation}}<h2>Situation</h2>
<p class="said">{{situation:p}}</p>{{/situation}}
{{#task}}<h2>Task</h2>
<p class="said">{{task:p}}</p>{{/task}}
{{#action}}<h2>Action</h2>
<p class="said">{{action:p}}</p>{{/action}}
{{#result}}<h2>Result</h2>
<p class="said">{{result:p}}</p>{{/result}}
{{#lesson}}<h2>What you learned</h2>
<p class="said">{{lesson:p}}</p>{{/lesson}}
{{#text}}<h2>As you would tell it</h2>
<p class="said">{{text:p}}</p>{{/text}}
</section>
{{#earlier}}
<form method="post" action="/story/{{story_id}}/save">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="version" value="{{version}}">
<input type="hidden" name="story_title" value="{{story_title}}">
<input type="hidden" name="situation" value="{{situation}}">
<input type="hidden" name="task" value="{{task}}">
<input type="hidden" name="action" value="{{action}}">
<input type="hidden" name="result" value="{{result}}">
<input type="hidden" name="lesson" value="{{lesson}}">
<input type="hidden" name="text" value="{{text}}">
<p class="actions"><button>Go back to this version</button> <span class="muted">It becomes the newest; nothing is lost.</span></p>
</form>
{{/earlier}}
<p><a href="/story/{{story_id}}">Back to the story</a></p>
