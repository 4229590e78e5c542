{{%AUTOESCAPE context="HTML"}}<h1>A proposal</h1>
<p class="muted waiting" role="status">Your wish is saved. The coach is working on it.</p>
