{{%AUTOESCAPE context="HTML"}}<h1>Building your story</h1>
<p class="waiting"><strong>Saved.</strong> The coach is looking through what you told it for something that fits. If you close this page nothing is lost: <a href="/story/{{story_id}}">the story</a> will be there.</p>
