{{%AUTOESCAPE context="HTML"}}<h1>The daily review</h1>
<p class="waiting">The coach is looking at all your progress. If you close this page nothing is lost: <a href="/review">the review</a> will be there.</p>
