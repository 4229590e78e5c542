// Records in the page, where JavaScript is on: what is said becomes a WAV file in the form's own file input, as if it had been chosen there.
// Nothing is sent from here, and without this script the page does the same with a file.
"use strict";

const RATE = 16000, MOST_SECONDS = 300; // 9.6 MB; a recording may have 10

// The mean of the samples that fall into each sample's time.
function resampled(samples, from) {
    const out = new Float32Array(Math.floor(samples.length * RATE / from));
    for (let i = 0; i < out.length; i++) {
        const begin = Math.floor(i * from / RATE), end = Math.max(Math.floor((i + 1) * from / RATE), begin + 1);
        for (let k = begin; k < end; k++)
            out[i] += samples[k] / (end - begin);
    }
    return out;
}

function wav(samples) {
    const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
    const word = (at, text) => [...text].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
    word(0, "RIFF");
    view.setUint32(4, 36 + samples.length * 2, true);
    word(8, "WAVEfmt ");
    view.setUint32(16, 16, true);
    view.setUint16(20, 1, true);
    view.setUint16(22, 1, true);
    view.setUint32(24, RATE, true);
    view.setUint32(28, RATE * 2, true);
    view.setUint16(32, 2, true);
    view.setUint16(34, 16, true);
    word(36, "data");
    view.setUint32(40, samples.length * 2, true);
    samples.forEach((s, i) => view.setInt16(44 + i * 2, Math.max(-1, Math.min(1, s)) * 32767, true));
    return new File([view], "recording.wav", {type: "audio/wav"});
}

async function listen(script) {
    const stream = await navigator.mediaDevices.getUserMedia({audio: {channelCount: 1}});
    const context = new AudioContext();
    await context.audioWorklet.addModule(script);
    const node = new AudioWorkletNode(context, "listener", {numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit"});
    const pieces = [];
    node.port.onmessage = e => pieces.push(e.data);
    context.createMediaStreamSource(stream).connect(node);
    return async () => {
        stream.getTracks().forEach(track => track.stop());
        const rate = context.sampleRate;
        await context.close();
        const all = new Float32Array(pieces.reduce((n, piece) => n + piece.length, 0));
        pieces.reduce((at, piece) => (all.set(piece, at), at + piece.length), 0);
        return wav(resampled(all, rate));
    };
}

function equip(input, script) {
    const button = document.createElement("button"), said = document.createElement("p");
    let stop = null, timer = 0;
    button.type = "button";
    button.textContent = "Record";
    said.className = "hint";
    said.setAttribute("role", "status");
    input.after(button, said);

    async function end(words) {
        clearTimeout(timer);
        const files = new DataTransfer(), file = await stop();
        stop = null;
        files.items.add(file);
        input.files = files.files;
        button.textContent = "Record again";
        said.textContent = words;
    }
    button.addEventListener("click", async () => {
        button.disabled = true;
        try {
            if (stop) {
                await end("Recorded. Now turn it into text.");
            } else {
                stop = await listen(script);
                timer = setTimeout(() => end("That is all that fits into one recording. Turn it into text, then record what comes next."), MOST_SECONDS * 1000);
                button.textContent = "Stop";
                said.textContent = "Recording. Speak as you would in the room.";
            }
        } catch (e) {
            said.textContent = "The microphone can’t be used here (" + e.name + "). A file works, and so does your device’s own dictation.";
        }
        button.disabled = false;
    });
}

if (typeof registerProcessor === "function") // the other end of this very file: where sound is handed over
    registerProcessor("listener", class extends AudioWorkletProcessor {
        process(inputs) {
            if (inputs[0][0])
                this.port.postMessage(inputs[0][0].slice());
            return true;
        }
    });
else if (navigator.mediaDevices && window.AudioWorkletNode)
    document.querySelectorAll("input[type=file][name=audio]").forEach(input => equip(input, document.currentScript?.src ?? "/static/recorder.js"));
