{{%AUTOESCAPE context="HTML"}}<h1>{{story_title}}</h1>
<p class="muted">Version {{number}}, {{saved_text}}</p>
{{#question}}<p class="question">{{question}}</p>{{/question}}
<section class="card">
{{>part_told}}
</section>
{{#earlier}}
<form method="post" action="/story/{{story_id}}/save">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="version" value="{{version}}">
<input type="hidden" name="story_title" value="{{story_title}}">
{{#parts}}<input type="hidden" name="{{field}}" value="{{value}}">
{{/parts}}
<p class="actions"><button>Go back to this version</button> <span class="muted">It becomes the newest; nothing is lost.</span></p>
</form>
{{/earlier}}
<p><a href="/story/{{story_id}}">Back to the story</a></p>
