<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccuracyBars</name>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of its own images, right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>precision</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerBars</name>
    <message>
        <source>class {0}: {1} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}. Click: the gradient is for this class</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>cnnviz ended abruptly the last time. What is known of it stands in {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArithmeticView</name>
    <message>
        <source>{0}; and {1} more, {2} together; sum {3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}; sum {3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Autosave</name>
    <message>
        <source>Another window keeps its run by itself; save this one&apos;s weights to keep them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run can&apos;t be kept by itself: {0} Save the weights by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run can&apos;t be kept by itself: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last run is kept, at step {0}. Continue it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last run ended at step {0} without saying goodbye. Continue it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cnnviz ended abruptly; what is known of it stands in {0}. </source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Availability</name>
    <message>
        <source>Finish the step under way, then stop training. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on batch after batch until paused. The picture follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record next batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause, train on one more batch and keep every number of it, to walk it step by step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record this image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause and keep every number of {0}, to walk it; nothing is learnt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record this batch again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep every number of the batch of the past step in sight, as it was; to walk it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the message (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchGrid</name>
    <message>
        <source>image {0}, label {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image {0}, label {1}, reads {2} {3}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchInColumn</name>
    <message>
        <source>This batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images of this batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} images, {1} right, {2} wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} images, not read yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the network read them at step {0:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to watch it: all maps show this image.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BuildPanel</name>
    <message>
        <source>Build a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a network together, layer by layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what one convolution or pooling does, with numbers of your own.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CalibrationPage</name>
    <message>
        <source>Reliability diagram: how often right over how sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expected calibration error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sure, on average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sum over all bins of {0}: how far the bars end from the diagonal, weighted by their images (Guo et al. 2017).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try a temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divide every logit by T before the softmax. No answer changes, only how sure it is: above 1 it is more modest, below 1 surer. The network itself stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the logits are divided by, 0.25 to 4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network&apos;s own probabilities.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The temperature with the least mean loss on these very images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the best temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding it: {0} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CanvasPanel</name>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above, what each layer computed; beneath it, its gradient. Tab goes from map to map, Up and Down choose the layer of a block, Page Up and Page Down its channels; 0, 1 and 2 show the network, a block, a layer; Plus opens more sources of the selected number, P slides over a layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>then: step {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network as it was at this step, made again. Click a number to record its batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probe at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This image alone through the newest weights, batch-norm and dropout as when testing. The weights&apos; gradients are those of the training batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One image of the recorded batch, exactly as it was trained on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This image alone, as when testing: nothing was learnt from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the images …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet: press Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this input map alone adds; all of them and the bias make y.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this output map alone gives back here; all of them make dX.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input times weight, at the selected number; their sum is the part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient times weight, at the selected number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight from this input to the output that is looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient of the weight above, over the whole batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not computed yet at this stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} channel {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in front make it. Up and Down: other layers. PgUp and PgDn: other channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} weight [{1}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} weight gradient [{1}]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, row {1} col {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} feature map {3}, row {1} col {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} number {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this layer computed here for the watched image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it grew by 1, the loss would change by about {0}, says the gradient beneath it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small change of the number above would not change the loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> The loss is the mean over {0} images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the number above ({0}) grew by 1, the loss would change by about {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel of output channel {0}, input channel {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From input {1} to output {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its gradient over the batch is {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It changed by {0} in this update.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its gradient over the last batch was {0}, before the weights were edited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel turned by 180 degrees: through it dX gathers from every output it took part in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By so much the update changed the weight above; it is now {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Averaged over the last training batch, before the weights were edited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Averaged over the training batch: if the weight grew by 1, the loss would change by about this much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class {0}: logit {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The softmax will turn the logits into probabilities.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softmax makes it a probability of {0} %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient of logit {0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the loss would change if the number above grew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p - y = {0} - {1}: the probe is this one image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(p - y) / N = ({0} - {1}) / {2}: the loss is the mean over {2} images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this layer of the block, {0}, in both lanes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other channels: {0} of {1} are shown. The wheel turns pages too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}. Click to give them room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, folded away for want of room. Click to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colour bar of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zero has the colour of an empty tile; the short ticks stand at a tenth of the limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, and beneath them their gradients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the image as the network gets it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, and beneath it dL/d of it, in the same place.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CanvasToolbar</name>
    <message>
        <source>recorded at step 8,888,888</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous image ([)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next image (])</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test image 88888   label 88  reads 88 ✓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale of the colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a colour&apos;s limit is shared by: each map alone, a whole layer, or frozen as it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale: per layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale: per map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale: frozen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole network, a column a block (0).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every layer of the block in focus, with its kernels (1, or double-click a block).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One layer alone, one input and one output large (2, or double-click a layer).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image {0} / {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reads {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient for {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardList</name>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChangePanel</name>
    <message>
        <source>Change an image until...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the watched image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class to aim at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is read as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the image until it is read as a class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this channel fires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the image until the chosen channel is as high as on its best test image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what mattered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which pixels of the image spoke for a class, and which against it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image, what is added, and what comes of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The length of the change: the root of the sum of all squared changes of pixels from 0 to 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much change is allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the image as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the pad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the changed image onto the drawing pad.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the changed image into the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>covering, {0} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What mattered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thirty steps a second (Space).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no image to ask about yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>network at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what is added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of change (now {1}; the image itself is {2})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reads {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No gradient reaches the pixels: this channel can&apos;t be raised from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is at {1}; its best test image reaches {2}. Allow more to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1} → {2}; its best test image reaches {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not within {0}: allow more, or choose another class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No gradient reaches the pixels: the network is as sure as its numbers allow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is read as that already: choose another class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient of the pixels, step by step: what is added looks like noise, and the image hardly changes; the answer does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start: the pixels follow their gradient until the network is 90 % sure of the class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: probability {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>covered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient × input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Covered: by how much the probability of {0} falls when a black window of {1} × {1} pixels hides the place; black on black changes nothing, and what two places show together it can&apos;t tell. Gradient × input: each pixel&apos;s share in the logit, for very small changes only; where pixels are black it is zero, though ink there might matter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changed image is in the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChannelRow</name>
    <message>
        <source>Output channels and their switches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a number to pick the channel, its switch to turn it off or on (arrows, Space).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output channel {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}; {1} off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} channel {1} is {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} channel {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its switch silences it: weights, bias and batch-norm become zero, or come back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Channels</name>
    <message>
        <source>{0} Its mean is highest for {1}; {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its {0} kernels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unit {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test image {0}, a {1}: {2}; it looks at the whole image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test image {0}, a {1}: {2} at row {3}, column {4}; it looks at rows {5}-{6}, columns {7}-{8}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it looks at: the whole image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it looks at: {0} × {1} pixels of the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel {0} was silent on all {1} images: it never rose above zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above zero on {0} % of the images</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChannelsPanel</name>
    <message>
        <source>What excites this channel?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop reading the images. What was found before stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have the network as it is now read all test images. Training isn&apos;t held up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have them read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels before these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels after these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The channels of the layer: Left and Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images on which it rises most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lowest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images on which its least value is least.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>around zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images whose highest value is nearest to zero: it can&apos;t make up its mind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images: Enter shows one on the canvas, C takes it to change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What excites a channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A channel has no name of its own: what it looks for shows in the images that raise it most. Click: that image on the canvas. Shift and click, or C: change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean, kernels, and mean by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sixteen channels stand side by side (Page Up, Page Down).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no test images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers with weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After which layer of the block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All test images are being read, {0} %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have all test images read, and see what each channel looks for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading, {0} %; this is of step {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all {0} test images, network at step {1}, {2} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean of what excites each of its {0} channels most:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean of what excites each of its {0} units most:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}-{1} of {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} {1}: the {2} images with the highest value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} {1}: the {2} images with the lowest value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} {1}: the {2} images nearest to zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its numbers ran away: no image can be ranked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test image {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Checkup</name>
    <message>
        <source>It is {0} from here on; it was {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate is changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings are filled in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset there to start the new run. Until then this one stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassChips</name>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassesPage</name>
    <message>
        <source>Confusion matrix: true class by class read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy of each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the classes&apos; order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worst first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which class&apos;s bar comes first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of the chosen cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right, class by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no such images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Before and now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probabilities before and now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pair a class: hollow is before the first change, solid is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is no longer a number: {0} is the first layer whose output ran beyond the largest number there is. Undo the change, or a part of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the softmax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class {0}: {1} before, {2} now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How probable the network finds this class for the watched image.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConvolutionPage</name>
    <message>
        <source>Convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a cell, or move with the arrows: which outputs read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a cell, or move with the arrows: what it is made of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each place of the window: value times weight. Click a weight to type another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the window is square here: type one number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: type a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input {0}×{1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output {0}×{1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is the last one that made sense.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output = floor((input + padding - kernel) / stride) + 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row {0} column {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>window × kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>window × equal shares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the largest of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum of the {0} products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>equal to {0}&apos;s own number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backward, with every dy = 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dx, the sum over {0} outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>equal to {0}&apos;s own backward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✗ a weight is a number such as 0.5, got {0!r}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>step {0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of {0} steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each step</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>Curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L2 norm instead of RMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the L2 norm of each layer&apos;s whole gradient. It grows with the number of weights; the RMS per weight compares layers of any size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the learning rate of each step in a plot of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the curves to one line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the curves to one line, so that the network has more room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the curves; the network gets less room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Train (Space): the loss of each batch appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train to see how many images are read right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train to see how large each layer&apos;s gradient is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update / weight, RMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train to see how far each step moves the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train to see the learning rate of each step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel or + and -: zoom the steps; drag: move; Esc: all steps; double click: enlarge; right click: more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient, L2 norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient, RMS per weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} on this batch, {1} as a {2}. It is -ln of the probability given to the right answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of this batch was read right, {1} as a {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} at this step, {1} as a {2}: how far it moved the weights, as a part of their size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} at this step, {1} as a {2}: what the optimiser multiplies its steps with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} at this step, {1} as a {2}: the length of the whole gradient of this layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} at this step, {1} as a {2}: how strongly a typical weight pulls on the loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} at step {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} gradient RMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} update / weight</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Save weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights (*.safetensors);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traces (*.trace)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traces (*.trace);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images (*.gz *.npz *-ubyte *idx*);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where are the run&apos;s images now?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrawCard</name>
    <message>
        <source>Draw a digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw with the mouse or a finger; the right button erases. By keyboard: arrows move the pen, Space puts it down and lifts it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>28 x 28 pixels, treated as MNIST&apos;s were: scaled to 20 pixels, put in the middle by its mass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network&apos;s answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left and Right, or a digit, choose the class that the gradient is for; Home goes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the pad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network is shown the batch&apos;s image again; the drawing stays here (D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it is seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put ink onto the sheet (X changes to the eraser).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take ink away; so does the right button (X).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it until it is read as {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pixels follow their gradient, thirty steps a second; undo takes all of them back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is drawn yet: draw, drop or paste a digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} % sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network reads {0}, {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient for the class it reads; click another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient for class {0}; click it again to undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: the lower lane shows what would make the network read it as this class.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Drawing</name>
    <message>
        <source>A drawing has 28 x 28 pixels; this run&apos;s images are of another size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is drawn yet: draw a digit first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Evaluate</name>
    <message>
        <source>read as {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is a {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, {1} sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read as →</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>← true class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ read rightly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no mistakes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>× part of the true class: 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right, of those it answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of all images are answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How well each class is read, and which is taken for which.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images that are read wrongly, the most confident ones first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the network is as sure as it is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each image a point, layer by layer: where the classes come apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Robustness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much noise, shift and rotation its reading bears.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I don&apos;t know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A threshold below which it gives no answer, and what that buys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test image {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training image {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test images, network at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training images, network at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>guessing: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>standard deviation (black is 0, white is 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, noise {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixels, in any direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a shift of {0} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, shifted {1} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>degrees, to either side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} degrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a rotation of {0} degrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, rotated {1} degrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same images, disturbed more and more: the curves grow as they are measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It reads hardly better than guessing as it is: there is nothing to lose yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing drawn here costs it a tenth of its accuracy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It keeps nine tenths of its {0} up to {1}, {2} or {3}. {4} is the first to hurt, after {5} of what is drawn here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: not measured yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} images are read rightly. {2} is read as {3} {4}, {5} sure. Click shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first component: {0} of the variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>second component: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true {0}: {1} of {2} are read as something else. Click for these images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read as {0}: {1} of {2} are something else. Click for these images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true {0}, read as {1}: {2} of {3} ({4}), {5}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true {0}, read as something else: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something else, read as {0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>least sure first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>surest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true {0}, read as {1}: {2}, {3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true {0}, read as {1}: {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {0} among these images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of {0} images of {1}, {2} are read rightly ({3}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None at all is read as {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of {0} read as {1}, {2} are right: precision {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, read rightly, {1} sure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true {0}, read as {1}, {2} sure; {0} got {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click or Enter: to the canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On average it is {0} sure and {1} right: it is about as sure as it is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When it is {0} sure it is right {1} of the time: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is too modest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is too sure of itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At T = {0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image is read with a confidence of {0} to {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} images are read with a confidence of {1} to {2}, on average {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of them rightly: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds {0} to the error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop here. What is found stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin this work anew.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvaluatePanel</name>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images are being loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no test images. The training images can be chosen above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network is reading the images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been evaluated yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which images are read: those it has never learnt from, or those that it is trained on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after each test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate again after each test, at the end of an epoch, while this sheet is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate after each test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have the network as it is now read all images. Training isn&apos;t held up.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvaluationBar</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop evaluating. The result of before stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} % right: {1} of {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the images...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean loss {0} · {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExercisePage</name>
    <message>
        <source>Quantities: Left and Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where you make this quantity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lines of the core&apos;s own layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What your file printed while it was checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines of code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arguments unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a mask each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights after each step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is known of it yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it in your file, and save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It doesn&apos;t get that far:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {0} of {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} isn&apos;t right yet:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An argument is changed:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your {0} is what comes out if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It equals that in every number of every trial.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It equals that in every usual trial; in those that ask for more it is wrong in another way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is made of layers that aren&apos;t right themselves: {0}. Begin with those.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} numbers, all right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} numbers differ; the first one is outlined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With that mistake the same place comes to {0}: your number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no lines for this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last lines that your file printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, {1}, lines {2} to {3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}{1}, lines {2} to {3}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExplainerPanel</name>
    <message>
        <source>Explanation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the images and building the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number grew beyond all bounds. A lower learning rate, then Reset, usually helps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, backward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train now (Space), open the trained network (Ctrl+T), draw a digit (D), or take the tour (F1). Top: what each layer computed for this image; beneath it, its gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top: what each layer computed for this image. Beneath it, in the same place: how the loss would change if that number grew. Orange is positive, blue negative.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Save somewhere else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved the weights to {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loaded the weights of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A trained network: LeNet-5 after {0} epochs of MNIST. D draws a digit for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no recorded batch to keep. Record one first (R).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept the recorded batch in {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened {0}, recorded at step {1:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new run has begun. The one before is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run to go back to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the images...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run stands at step {0} again. Train goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Training {0:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test {0:,}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstWrong</name>
    <message>
        <source>The first wrong number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} in the trial &quot;{1}&quot;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Open in settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the settings of the run, filled with this network: choose the recipe, then reset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the layers; nothing has happened (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin the new run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not while something is wrong: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this network?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GreyHistogram</name>
    <message>
        <source>most often {0}, {1} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {0:,.0f} to {1:,}, logarithmic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to {0:,}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Guard</name>
    <message>
        <source>There is not enough memory. Training is paused; close other programs.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Heads</name>
    <message>
        <source>layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>multiply-adds</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layers that learn, from the image to the loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers the layer learns: its weight and its bias.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight RMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Root mean square of these numbers now: their usual size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same before the first step, or when first seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient RMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The usual size of the layer&apos;s gradient: median of 50 steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>update / weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far a step moves the weights, by their size; about 0.001 is usual: the tick.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output RMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The usual size of what the layer puts out for 512 test images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units after this layer whose ReLU is 0 for every one of the images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saturated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs of the sigmoid or tanh after this layer beyond 95 % of its range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight RMS {0}, {1} at the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient RMS {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>update / weight {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of the units of {1} dead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of the outputs of {1} saturated, {2} of its units stuck at one end</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthPanel</name>
    <message>
        <source>Distributions and health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures of the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bins reach over now and over the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bins reach over the numbers of now alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the bins reach over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The height of a bar is the count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A handful beside thousands is seen as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale of the counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bins over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights of step {0}, start of step {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradients and updates: median of steps {0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradients and updates: median of steps {0} to {1}, before the weights were edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outputs, dead and saturated: {0} test images at step {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outputs, dead and saturated: {0} test images are being read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HintBox</name>
    <message>
        <source>Next hint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the next hint; after the last one comes the first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open what is behind this, in a few sentences.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say no more about this in this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hint: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the setting back to what it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was changed stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the next step on. Undo puts it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the settings with this changed; nothing starts before the reset there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HintCard</name>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HintList</name>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lines of the core&apos;s own layer, beside yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hint {0} of {1}: {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A hint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next hint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three hints, from a question to almost the answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Really show it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The right line. It asks once before it shows it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistogramPlot</name>
    <message>
        <source>{0} to {1}: {2} now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, {1} {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>most often {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImageCard</name>
    <message>
        <source>The selected image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected image, enlarged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show on the canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole network answers this image, forward and backward (Enter).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw over it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}  ·  label {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a copy onto the pad: change it and watch the answer change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pad has 28 x 28 grey pixels; this image is of another size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network reads {0} {1}  {2} %, at step {3:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pixels. Point at one for its value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row {0}, column {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1} of 255</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of 255, {1} as a number from 0 to 1, before the network&apos;s own scaling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel, {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Images</name>
    <message>
        <source>Training image {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test image {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training image {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test image {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {0:,} training images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {0:,} test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training images of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test images of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label {0}. Click: enlarge it. Double-click: the network&apos;s answer on the canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click: every class is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0:,} of {1:,} images, {2:.3g} %. Click: show this class, or take it away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no class {0}. There are: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is no class and no number. Try: label {1}, #247, 100-200</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no image {0}: they are numbered 0 to {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images that the network learns from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images that it is tested with, and never learns from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label 3, #247, 100-200</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A label, an image&apos;s number, or a range: label 3, #247, 12000-12100 (Ctrl+F).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large the images are: a pixel of theirs is one, two or three wide (+ and -, Ctrl + wheel).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected image, its pixels and what it is read as.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean, spread and greys of the chosen classes, or of all.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImagesPage</name>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wall of images</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImagesPanel</name>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open images...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again on images of your own: an idx pair such as Fashion-MNIST, or npz.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again on pictures of your own, in one folder a class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use MNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin a new run on the handwritten digits that come with cnnviz; this one is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no image of these classes and numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0:,} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, label {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images {0} to {1}; {2:,} in all  ·  arrows move, Enter: on the canvas, + and -: size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>What this number is made of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers of this page: arrows move, Enter opens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this page as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the whole page as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this page; the column shows the batch again (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What excites this channel?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test images that raise the channel of this number most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What did this step buy?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss along the recorded step, and who gained by it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What excites channel {0}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What excites unit {0}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>The window, larger than the screen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerCard</name>
    <message>
        <source>The layer&apos;s name, as it stands everywhere in the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts it right; undo takes it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this layer out (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LearnerFile</name>
    <message>
        <source>{0} can&apos;t be read: {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Its weights were changed by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run can&apos;t be kept in Runs: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kept runs have reached {0} MiB: {1} of the oldest can&apos;t be gone on with any more. Their curves stay. Pin a run in Runs to keep it whole.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{0} was not opened: there is one network and one set of images at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every image of this batch is read right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop one file, or paste one picture: pictures, weights (.safetensors), traces (.trace), images (idx or npz).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} - cnnviz</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Whose outputs are mapped. Go from the input to the last layer and watch classes part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many images are mapped, drawn from all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in sight again (Home)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map of the images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each dot is an image. Point at one to see it, click to put it on the canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map of every layer, in the order of the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all {0} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all layers are mapped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map of {0} is being made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no map of {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} {1}: these two axes keep {2} of the variance; {3} of the dots lie nearest to the middle of their own class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} images, {1} of them read wrongly. Click hides or shows them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} Click, or Enter, puts it on the canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its first two components keep {0} and {1} of the variance; {2} of the dots lie nearest to the middle of their own class. Click shows it large.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapSide</name>
    <message>
        <source>Class, images, read wrongly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click hides or shows a class, double click all others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show every class again (A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only those read wrongly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only those read wrongly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out what is read rightly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A ring marks what is read wrongly. Dots that overlap here may lie apart in directions that two axes can&apos;t show. Wheel: closer; drag: move; Home: whole.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Material</name>
    <message>
        <source>the input&apos;s size must be a whole number from 1 to {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the watched image is {0}×{1}: take a size of {2} or less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, kernel {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MicroscopePanel</name>
    <message>
        <source>Microscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microscope: this batch, step by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What did it buy?  {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to read the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The column becomes a rail, and the network takes the room (M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the microscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under every map lies its gradient: dL / d(that map).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number at zero has the colour of an empty tile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between layers: the weights, and beneath, their gradients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image you watch; × marks the ones read wrongly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record one batch to walk it step by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training pauses there, one batch further on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record {0} to walk it step by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training pauses there; nothing is learnt from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded at step {0:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, step {1:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded at step {0:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, forward {1} of {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, backward {1} of {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient of the input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss of the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change / size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MistakeWalk</name>
    <message>
        <source>Mistake {0} of {1} at step {2}: {3} N: the next one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MistakesPage</name>
    <message>
        <source>Wrongly read images, the most confident first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See how the network comes to read this image so, layer by layer (Enter).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next mistake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the next mistake (N).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List only the mistakes of one class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No mistake of this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every image is read rightly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} mistakes, the surest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} mistakes, the surest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true {0}, read as {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read as {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkBlocks</name>
    <message>
        <source>Picture of the network</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkPage</name>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No layer yet: add one from the left, or begin from a network above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} parameters, {1} multiply-adds an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} parameters, {1} multiply-adds an image before the trouble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {0} to train in batches of {1}; {2} layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new run begins from seed {0}, with the settings of this one. This run is kept in Runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is known here while a layer before it has a trouble.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, every map drawn to the same scale. Click: go to its layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new run has begun. The one before is kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkPicture</name>
    <message>
        <source>not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>click a number</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkTools</name>
    <message>
        <source>Begin from...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network in the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an empty list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the layers of another network in place of these; undo brings these back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the edit (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo the edit (Ctrl+Shift+Z)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkView</name>
    <message>
        <source>logit → softmax → loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W turned 180°</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W turned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>given back by dY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ACTIVATIONS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GRADIENTS  dL / d(above)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>logit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dL / d(above)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p − y, this image alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(p − y) / {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+{0} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number such as 0.05</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be {0}, got {1!r}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OwnImages</name>
    <message>
        <source>Nothing was opened. The run is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {0}: {1} %. The run goes on until all is read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new run on the images of {0}: {1:,} to learn from, {2:,} to test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new run with a new network, for that of {3} doesn&apos;t take the images of {0}: {1:,} to learn from, {2:,} to test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network stays, on the images of {0}: {1:,} to learn from, {2:,} to test. Reset begins with a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out {0:,} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pad</name>
    <message>
        <source>Draw a digit here, of any size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Types of layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinnedImage</name>
    <message>
        <source>{0} doesn&apos;t fit this run: its images are of another size or have other classes.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlaneStepper</name>
    <message>
        <source>The one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The one after</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the window over the input, place by place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row 88 column 88, 888 of 888</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many places a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} / s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slide the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window goes over the input, place by place</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>Saved the plot to {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic (L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to its place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as {0}...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied the plot as a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the plot</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Products</name>
    <message>
        <source>Weight</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Click to open the microscope (M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hint: {0}. Click to read it (M)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Recorded</name>
    <message>
        <source>Step {0} is again as it was, with the learning rate {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {0} was made again, on the same batch, with the learning rate {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReliabilityDiagram</name>
    <message>
        <source>{0} to {1} sure: {2} right, {3} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how sure it is (confidence)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how often it is right (accuracy)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>× too sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too modest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as sure as it is right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how many images</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RobustnessPage</name>
    <message>
        <source>How many images are measured, drawn from all of them. More take longer, and err less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image before this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image after this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Misread soonest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next of the images that bear the least, the weakest first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy against the amount. Click a point to put its image on the canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all {0} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all is measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: a {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}, {2} · band: one standard error, √(p (1 − p) / n)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} training images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>network at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dashed: at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunBefore</name>
    <message>
        <source>Go back to the run before (step {0})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunForm</name>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network with its recipe. Choosing one fills in the recipe below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a network of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>images at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on the first so many; empty: on all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean 0, variance 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 to 255</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>-1 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the bytes of a pixel become the network&apos;s input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixels as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move and slant each image at random, anew in every epoch: slower, better in the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shift and shear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>augmentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images a step: with more, the gradient is steadier and an epoch has fewer steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule that turns a gradient into a change of the weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far a step goes along the gradient. Applies at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the last step&apos;s direction goes on. Applies at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly weights are pulled towards zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one cycle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the learning rate changes over the epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the schedule is; training goes on after it at the last rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed gives the same weights and the same batches, bit for bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>{0}, seed {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after each epoch, all test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of {0} steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>began with the weights of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} changed to {1:g} at step {2:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} changed {3} times, the last time to {1:g} at step {2:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights edited by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} (pinned)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ran away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} s of the processor, {1} s by the clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the curves are of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic tells small errors apart; linear shows differences as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table of runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} ({1} runs)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it go when room is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin: keep it whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As {0}...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves of the ticked runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the mouse for the exact values of an epoch; click a line to choose its run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the run under way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of {0} only the curves are kept. Make it again to have its network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is in a folder of yours, which cnnviz leaves as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run under way can&apos;t be deleted. Begin another one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no runs in {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show runs from another folder, such as those of `cnnviz experiments`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the curves in sight elsewhere: PNG, SVG, CSV or the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lay the curves of all runs over one another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take every tick away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have the chosen run go on where it stood, paused; the one under way is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the chosen run, note something, pin or delete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the settings, filled from the chosen run and its seed: change one, then reset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Again with one thing changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick runs in the table to lay their curves over one another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run is kept yet. Train for an epoch, open a folder of runs, or run a group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} runs, {1} shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} · {1} is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That run was on other images; a reset begins on those of {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin it on MNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End its processes. What is finished stays; the same group goes on later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a group...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make runs that differ in one thing, in processes beside this window.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SandboxForm</name>
    <message>
        <source>size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side of the input, up to {0} cells.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side of the window, up to 7 cells.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stride</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>padding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changes nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blur</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sharpen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upright edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>level edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>typed by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, step {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiply what the window sees, and add.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max-pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the largest that the window sees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average-pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the mean of what the window sees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights to begin with; click a weight below to type your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>digits 0 to 9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a bright square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the watched image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the window slides over; the image is cropped to the size.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Scatter</name>
    <message>
        <source>{0} images, {1} of them read wrongly</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>a network of your own</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetCard</name>
    <message>
        <source>The images as a whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard deviation of each pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each pixel&apos;s mean over these images: bright where most of them have ink.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each pixel&apos;s standard deviation over these images: bright where they differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heights by powers: rare greys are seen as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heights as the counts are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often each grey occurs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ink of each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding up the images...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding up the images... {0:.0f} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Greys 1 to 255; {0:.1f} % are 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean, white is 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spread, white is {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no spread: all are alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too large for one a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spread {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over {0:,} images its mean is {1} and its standard deviation {2}, of 0 to 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel, row {0}, column {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0:,} of {1:,} pixels have it, {2:.3g} %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ink of each class: its mean pixel, 0 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1} over {2:,} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean of all pixels of this class, from 0 (black) to 1 (white): how much of it is ink.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ink of {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDrawer</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was edited stays until a reset (S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The light theme suits projectors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acts at once; training goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reduced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduced: nothing slides, what opens is there at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two, if faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many processes make a training step. The weights are the same, bit for bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset with these settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a new run from its seed. The run so far is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes wait for a reset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is marked live applies at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the network (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SlideBar</name>
    <message>
        <source>Sliding window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window slides over the input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gather</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backward: an input gathers from all outputs it was used in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backward: an output gives its gradient, times the kernel, away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the window over the cells of the layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row 88 col 88,  888 of 888</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many positions a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} / s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row {0} col {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slide the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window goes over the layer, cell by cell (P)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Speed</name>
    <message>
        <source>speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many steps a second: slow to watch single updates, full to learn as fast as it goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} / s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spreads</name>
    <message>
        <source>How the weights are spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the gradients are spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, weights and biases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now, step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, gradients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}, before the weights were edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient of step {0} wasn&apos;t kept with the run. Press Train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no gradient before the first step. Press Train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside: {0} now, {1} at the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bars are counts of now, orange above zero and blue below; the line is the start.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Train now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A network that knows nothing begins to learn, in front of you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the trained network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has learnt already and reads 99.5 % of new digits right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network reads it while you draw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three minutes: one digit through the network, and its error back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue the last run, at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights, optimiser and curves as they were; paused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the run before, at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights, optimiser and curves as they were; paused. The run in its place is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new run on the handwritten digits that come with cnnviz; this one is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use MNIST again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, a recorded batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, images: a new run on them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the network (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch a small neural network learn to read handwritten digits, and look into every number it computes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this page when cnnviz starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The menu opens it at any time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 to 4, or arrows and Enter; Esc closes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StrangeImages</name>
    <message>
        <source>{0}: read as {1}, {2} sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>don&apos;t know</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ThreeGrids</name>
    <message>
        <source>yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In sight: rows {0} to {1}, columns {2} to {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}{1}: yours {2}, right {3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, difference {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimeBar</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the film of this run, a keyframe a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on from this step. The steps after it stay, as a run beside this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the newest step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} ✓ exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}, not exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≈ {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimeTrack</name>
    <message>
        <source>Steps of this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}: learning rate {1}, by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}: momentum {1}, by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}: {1} BLAS threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}: weights changed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}: the numbers ran away; back to the last good weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}: a step failed and was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}: went on from here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimeTravel</name>
    <message>
        <source>This step could not be made again to the last bit (other threads or another machine). Shown as replayed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TouchCard</name>
    <message>
        <source>Touch the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the newest change back (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it again (Ctrl+Shift+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done stays done (W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put everything back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network, and the run, as before the first change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the network as it is now for the one before; what was done can&apos;t be put back then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare from here on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {0} before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done before training went on is part of the run now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick a weight, here or on the network, and change it: training pauses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is back, bit for bit: the network is the one from before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training has gone on from the change; see how the network takes it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Touching</name>
    <message>
        <source>{0} channel {1}: off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} channel {1}: on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: × {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: noise of {1} RMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: the smallest {1} % to zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel {0} of {1} has its numbers back, bit for bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} weights were shaken, the biases left alone. What is learnt is spread over many of them: see how much it takes until the answers go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has the numbers from before the first change, bit for bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights were zero before: there is nothing to switch on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every weight here is zero, so noise of their size is zero as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A weight would grow beyond the largest number there is; nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch-norm&apos;s weight stretches all that channel {0} says about its mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch-norm&apos;s bias is where channel {0} has its mean: all of it moved along.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A bias is added at every place: all {0} numbers of map {1} moved by the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A bias moves number {0} of {1} by the same for every image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel slides: this one weight has a part in all {0} numbers of map {1}, so all changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One weight joins one input to one output: number {0} of {1}, and what comes after it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} and the bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, and {1}&apos;s weight and bias for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, and {1}&apos;s running mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its logit is 0 for every image: neither likely nor impossible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it hands on is {0} everywhere, for every image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel {0} is silent: its {1}, are zero. {2} Training may wake it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that {0} gives is {1} times what it was. In training batch-norm would undo that at once; in use it goes by the mean and spread that it remembers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The logits are {0} times what they were: the order of the classes stays, only how sure the network is changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that {0} gives is {1} times what it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} weights are zero now, the smallest. See how many can go before the answers do; training on often heals what was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run stands at step {0} again, as before the first change.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>The tour&apos;s network goes on. Your own run is kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>Show it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring what this step shows back into sight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on (Right or Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is as it was before the tour (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step before (Left)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>{0}, of a run on other images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, before another run began or this one was put back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}; the network is at step {1} now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, before the weights were edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recorded step is undone: the network is as it was at step {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to step {0} with a learning rate of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last image of each epoch is left out: {0} can&apos;t take the mean and variance of one image. With another batch size every image is trained on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransportPanel</name>
    <message>
        <source>a network of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A network with its recipe. Choosing another one starts training from nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Readouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest step&apos;s numbers; the test accuracy stands with the step it was measured at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LOADING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PAUSED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RECORDED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STALE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DIVERGED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>THEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network as it was at step {0}. Esc goes back to now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images are being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training: the picture is the network&apos;s newest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused: the picture is the network as it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is the batch recorded at step {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded at step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some number is no longer finite; training has stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be trained; the message says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test acc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train acc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps / s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forward {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backward {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weights learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forward turns to backward</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Something went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in cnnviz itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network and its weights are unharmed, and you can go on. If it happens again, save the weights and start cnnviz anew; `cnnviz --safe` starts it with its default settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all that is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy versions, settings, the error and the log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the network as it is now, to be safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this message.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TurnedDrawing</name>
    <message>
        <source>Read as {0} after {1} steps: what was added has the length {2}, the drawing {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is read as {0} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not read as {0} within a change of {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No gradient reaches the pixels: the drawing can&apos;t be changed from here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnsurePage</name>
    <message>
        <source>Accuracy against coverage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The higher the threshold, the fewer images it answers, and the more of them rightly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer only from this probability on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less sure answers become: I don&apos;t know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right 99.9 % of the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lowest threshold from which 99.9 % of the answers on these images are right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A probability compares the classes with one another; it doesn&apos;t say whether the image is any of them. A threshold chosen on these very images flatters a little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the letter {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No threshold makes 99.9 % of the answers right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It answers {0} of {1} images, {2}; {3} of these answers are wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To {0} it says: I don&apos;t know; {1} of them it would have read wrongly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} % right when it must answer, {1} % when it need not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} % right when it must answer; now it answers none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise: {0} of {1} pictures of nothing get an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters: {0} of {1} pictures get an answer, though none is a digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters: {0} of {1} pictures get an answer, though none is of a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being read...</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Update</name>
    <message>
        <source>image {0} of the batch, a {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image {0} of the batch, a {1}: loss {2} before the step, {3} at the line; read as {4}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its loss fell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read wrongly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best gain first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test image {0}, a {1}: read as {2} before the step, as {3} at the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If only {0} made this step, the loss of this batch would change by {1}. Click: its own line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all {0}, one by one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Together they buy about as much as one by one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Together they buy less than the sum: they overlap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Together they buy more than the sum: they help one another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} times this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} times this step, rate {1}: the gradient promised {2}, {3} came, {4}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} % of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it rose instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first points are being computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss along {0}&apos;s part of this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss along this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>times this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this batch, {0} alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the gradient promised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best for this batch: {0}×</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best for the test images: {0}×</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with rate {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>promised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>came</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beyond {0}× the loss is no number.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UpdatePanel</name>
    <message>
        <source>What did this update buy?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it with this rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the step back and make it again, on the same batch, with the rate at the line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop computing. What is found stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute what is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss along this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss along the step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights go along a straight line through this update; at each point the loss is computed anew on the same images. Drag the line, or the arrows; wheel or Up and Down: how far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each layer&apos;s part alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the loss of this batch if only this layer had moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A layer&apos;s part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images of the batch, best gain first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An image of the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test images that changed their answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A test image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other images: not compared. The file doesn&apos;t say on which images this run is tested.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other images: not compared. Another run has begun since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no test images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record one batch to see what its update bought.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recording made no update. Record the next batch to see what one buys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}, learning rate {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss of its own batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} test images, weights alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the weights move: running statistics are those after the step. With those of before, the network as it was had {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {0} images of the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>their losses are being computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} better   {1} worse   {2} as before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As before: its loss changed by less than {0}, 1e-4 of the batch&apos;s loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before all test images were read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {0} test images, {1} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ {0} now right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>× {0} now wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} wrong both times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all of them, or as many as there is room for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click one to see it on the canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No test image changed its answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are of {0}×; those of the line are being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test image {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ValueField</name>
    <message>
        <source>Value of the picked weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a number and press Enter; the network answers with it at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less by a step (-)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More by a step (+)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ and − by {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a number, such as 0.25</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WeightEditor</name>
    <message>
        <source>The weights, one a cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a cell up or down, or turn the wheel on it; arrows move, + and - change, Enter types.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer whose weights are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights that multiply the layer&apos;s input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is added, one an output channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel of the input before (PgUp)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel of the next input (PgDn)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one a channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag up for more, down for less; double-click to type.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WholeLayer</name>
    <message>
        <source>Noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add random numbers to the weights, sized against the layer&apos;s RMS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the smallest weights to zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiply weights and biases by a factor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the layer that is picked above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every convolution and every fully connected layer; pruning takes all together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the weights so; it can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give this layer the numbers that it had before the first change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sigma of the noise, as a part of the layer&apos;s RMS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share to prune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of weights that become zero, the smallest first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What weights and biases are multiplied by.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Worker</name>
    <message>
        <source>Nothing can be trained: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workshop</name>
    <message>
        <source>of {0} numbers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkshopPanel</name>
    <message>
        <source>Workshop: write it yourself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a starting file: signatures and docstrings, nothing solved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use my own code…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check a file of yours. It runs in a process of its own, and is never written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in the editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the file in the program that your system opens Python files with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the layers of a network yourself, in plain numpy and in your own editor. At every save each is checked, and what is wrong is named. Begin with a new file, or use code that you have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exercises: Up and Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in a terminal, the same:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new file for your layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file with layers of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program is known that opens {0}. Open it in your editor; every save is checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} are right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, saved {1}, is being checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, saved {1}, checked in {2} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not written yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Column</name>
    <message>
        <source>before, step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now, step {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>testing … {0} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test {0} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test {0} % at step {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} test images are read right at step {2}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Numbers</name>
    <message>
        <source>images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on batch after batch until paused. The picture follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on one batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step: one batch forward, backward, and one update of every weight. Then pause.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train to the end of the epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on the rest of this epoch&apos;s images, test, then pause.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record next batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause, train on one more batch and keep every number of it, to walk it step by step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One operation further through the recorded batch; records the next batch if none is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One operation back through the recorded batch. Nothing is computed again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the first step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the first operation of the recorded batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the last step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on to the last operation of the recorded batch, its update.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the recorded batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the recorded batch go and show the network as it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the recorded step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the recorded update back: every weight is what it was before this batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What did this update buy?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss along the recorded step, each layer&apos;s part in it, and who gained by it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again from the same seed: new weights, an empty history, the same batches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the run before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run that this one took the place of goes on where it stood; this one is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the image before this one in the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the next image of the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next mistake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the next image of the batch that the network reads wrongly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the pad: the whole network answers while you draw. Again: back to the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have the network read the picture on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record this drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause and keep every number of the drawing&apos;s way, to walk it; nothing is learnt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last change of the drawing back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo the stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the change again that was taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser or brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the eraser for the brush, or the brush for the eraser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a new sheet; undo brings the old one back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the number before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the number that was looked at before this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward to the next number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the number that was gone back from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show every block of the network, one layer of each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show every layer of the block in focus, with its kernels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show one layer alone, one input and one output large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slide the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go over the layer cell by cell, or pause: window, products and page follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the selected number&apos;s page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the keyboard to the microscope: arrows move from number to number, Enter opens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the gradient each layer of the recorded batch let through, and what stopped it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open or fold the column at the right; the network takes the room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the curves; the network takes the room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open or close the settings of the run: network, data, optimiser, seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the runs that were kept, run a group of them, or one again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a network together, layer by layer, and use it; or play with one convolution.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Touch the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a weight, switch a channel off, add noise: see the answer beside what it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workshop: write it yourself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the layers of a network in your own file; at every save it is said what is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have the network read all test images: each class, every mistake, how sure it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What excites this channel?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test images that raise a channel most, and an image changed until its answer turns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through all the images that the run learns from and is tested with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distributions and health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How each layer does: weights, gradients and units, and hints if something is amiss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change between the dark theme and the light one, which suits projectors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save weights...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the network and its weights to a file that PyTorch can read as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the trained network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with a LeNet-5 that has learnt already, so that all can be explored at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load weights...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the network of a file. A file that doesn&apos;t fit changes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this trace...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the recorded batch to a file, every number of it, to open it again in a lesson.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a trace...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show a batch kept in a file. The running network stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open images...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again on images of your own: an idx pair such as Fashion-MNIST, or npz.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of images...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again on pictures of your own, in one folder a class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use MNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin a new run on the handwritten digits that come with cnnviz; this one is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step back in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the network as it was one step before the one in sight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step on in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the network as it was one step after the one in sight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One keyframe back in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the network as it was at the keyframe before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One keyframe on in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the network as it was at the keyframe after.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the start of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the network as it was before its first step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the newest step; what went on before goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the bar of all steps in sight: drag it to go back to any of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on from the past step in sight; the steps after it stay as a run beside this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close what is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the message, else the settings, else leave the recorded batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that the window can do, with its keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dozen steps through the window; your own run waits and comes back afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do first, and what can be gone on with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop training and close the window.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>build</name>
    <message>
        <source>Convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fully connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regularisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernels slide over the maps and multiply what they see: one map a kernel comes out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the largest number of each window: smaller maps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the mean of each window: smaller, smoother maps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives each map mean 0 and variance 1 over the batch, then a learnt scale and shift.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same for a row of numbers: each number is normalised over the batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalises every pixel of every map by itself: many more parameters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps what is positive, makes the rest zero: the usual choice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As ReLU, but lets a hundredth of what is negative through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As ReLU for what is positive; bends smoothly to -1 below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squeezes every number between 0 and 1; the slope is at most 1/4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squeezes every number between -1 and 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes probabilities of scores. The loss has one already, so it is seldom needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The logarithm of softmax. The loss has one already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lays the maps out in one row of numbers: what Linear takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every output is a weighted sum of all inputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves numbers out at random while training, so that none is relied on alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stride</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>padding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>eps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mom.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>affine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maps that come in; empty: as many as the layer before makes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maps that go out: one a kernel. More see more, cost more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers that come in; empty: as many as there are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers that go out; the last layer has one a class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maps or numbers to normalise; empty: as many as come in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side of the window in pixels, or height and width: 3, 5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the window moves each time: 2 halves the size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels of zeros around; &quot;same&quot; keeps the size, &quot;valid&quot; is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a learnt number is added to each output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to the variance, so that nothing is divided by zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of each batch goes into the running mean and variance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a learnt scale and shift follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maps, height, width; empty: as they come in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What negative numbers are multiplied by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it levels off: at minus this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The axis whose numbers sum to one; 1 is the classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The probability of being left out, from 0 to 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the border&apos;s zeros count in the mean.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>images</name>
    <message>
        <source>it is not a picture that can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a PNG or JPEG file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has {0} x {1} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it smaller: a digit is read in 28 x 28</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is cut off: its end is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch it again, or choose another picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>inspector</name>
    <message>
        <source>pad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {0:,} more, together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fold to the largest {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‹ larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smaller ›</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the sum of all {0:,} terms equals the recorded number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>equals the recorded number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worked out from its terms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its numbers (each opens its page)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum over the {0} input channels, and the bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window, and the bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input channel {0}: window × kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No window ever saw this number, so nothing depends on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum over the {0} output channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel {0}: window of dY × kernel turned 180°</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W turned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image {0}: what the weight saw × gradient there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image {0}: all gradients of channel {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the sum of all {0:,} products and the bias equals the recorded number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the sum of all {0:,} products equals the recorded number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {0} maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how the loss depends on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the step made of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after the step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the label&apos;s own logit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same number in {0}: its page goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on to the neighbour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the number stands on the curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what came in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what went on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how much of a small change passes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient that came back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slope × dy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient that it receives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number was positive: the gate is open and it passes unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number was not positive: the gate is closed and 0 goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gate was open, so the gradient passes back unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gate was closed: a small change of the number changes nothing, so the gradient is 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is struck out when the network is only used: the number passes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn to stay: it passes, made larger to make up for those struck out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Struck out at random in this batch: 0 goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 stays, 0 is struck out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with p = {0:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>their product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is where it begins: nothing in this batch made this number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it is made of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its terms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what goes into a layer; X for short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what comes out of a layer; Y for short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how the loss would change if a layer&apos;s output grew; dY for short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how the loss would change if a layer&apos;s input grew; dX for short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers that the network learns; W for short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a learned number that is added everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how the loss would change if the number grew, over the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it is after the step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how much of a small change an activation lets through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 for numbers that dropout kept, 0 for those it struck out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where in its window the largest number stood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the number less the mean, over the standard deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one over the standard deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the last layer says for each class; any number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the softmax of the logits: positive, with sum 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the logarithms of the probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a running sum of gradients, older ones fading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>going back, the window slides the other way, so the kernel is met turned by 180 degrees; dY is the gradient of the output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>γ is the learned stretch, σ the standard deviation, μ the mean, M how many numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>z is the logit, p the probability, y or t the target: 1 for the label, else 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the loss is a mean over images, so a gradient is a sum over them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a gradient is a slope: it can be measured by moving a little</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pad 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting the gradients of {0:,} images ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ |gradient|, its root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all {0} images of step {1:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A layer&apos;s row opens the number where most was stopped, or where most went on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient flows from the loss down to the pixel. Gates that were closed on the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forward stop it on the way back; a pooling window hands all of it to its winner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>struck out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ |dY| of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ |dX| of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReLU closed {0:,} of {1:,} gates, and stopped {2} % of the |gradient| that met them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max-pooling gave nothing to {0:,} of {1:,} numbers: they had lost their window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout had struck out {0:,} of {1:,} numbers, and stopped {2} % of the |gradient|.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} inputs, a weight each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} outputs used it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient of output {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this image&apos;s share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image by image, the largest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The largest products first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} classes, row by row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the last layer says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken off, so that nothing overflows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over all {0} classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exp / Σ exp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 for the label, else 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(p - t) / {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss of this image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>-ln p of the label: the loss of this image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the mean of all {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raising the logit of {0} lowers the loss: the network gave the right answer {1}{2} %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raising the logit of {0} raises the loss: it took {1} %, and the answer is {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label smoothing {0:g}: the target is {1:.3g} for the label and {2:.3g} for every other class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each of the {0} images adds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>-ln {0} / {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>adds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all {0} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of {0:,} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the learned stretch (weight)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the learned shift (bias)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the {0:,} numbers of the {1} stand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>through its own x̂</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient of this output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over all {0:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers in the {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One path: in use the statistics stand still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; over the batch all dx come to {0}, as nearly 0 as rounding allows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it raises μ, which lowers all {0:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it widens σ, which shrinks all {0:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image {0}: its largest terms, by row and column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image {0} adds {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, its label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, the target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the whole batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>col</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>axis {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>window of X</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside the map: never wins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>× {0:.4g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>winner:  1 × dY = {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loser:  0 × dY = 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} numbers, one winner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} numbers, one mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cells of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>winner takes all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all shares added up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No window ever saw this number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward: {0} numbers, one winner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward: a mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backward: the gradient goes back the same way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {0} cells of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} windows overlap here; it won {1} of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} windows overlap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an equal share of each window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>equals the recorded number; a tie would go to the first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>equals the recorded number; {0} were equal, the first of them won</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The places are counted from the top left, row by row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the winner&apos;s place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was the largest of its {0} numbers, so it receives the whole gradient. The others receive exactly 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It won {0} of the {1} windows that saw it, and receives their gradients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another number of its window was larger: this one changed nothing, and receives exactly 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same number, as {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why this gradient is zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nudge the number, run the network again: does the loss move as it should?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nudge it by ±{0:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs beside training; nothing is changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running with ±{0:g} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try ±{0:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another nudge: too large bends, too small rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss with the number a little lower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss with the number a little higher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numeric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the backward pass said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>their difference / {0:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A kink: the slope is {0} to the left and {1} to the right, for within the nudge a ReLU or a pooling window changes its mind. Any slope between the two is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both are zero, as nearly as rounding can tell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They agree: relative error {0:.1e}. The trace has 7 digits, the nudged runs have 16.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They differ by {0:.1e}: over so wide a step the loss is no straight line, for a ReLU or a pool changes its mind on the way. Try a smaller nudge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>relative error {0:.1e}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} adds this bias to a whole channel; {1} then takes off the mean, and the bias with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whatever it is, the loss stays the same: what is left is rounding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>old weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The optimiser&apos;s terms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept, and new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, step {1}: {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weight before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of this batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before the step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} pull the other way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose gradient is it? {0} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean {0}, sum {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the step taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the optimiser made of it, at a rate of {0:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A column an image, already divided by {0}; choose one to look into it. Image {1} gives {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the other {0} {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bias {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lesson</name>
    <message>
        <source>This trace is no batch of images with labels.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>overrides</name>
    <message>
        <source>This part couldn&apos;t be drawn: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>pictures</name>
    <message>
        <source>This picture can&apos;t be read: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has {0} x {1} pixels; make it smaller</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sandbox</name>
    <message>
        <source>pad -∞</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pad 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output ({0}, {1}) looks at rows {2} and columns {3} of the input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of these places lie on the border, which never wins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of these places lie on the border and count as 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No window reads input ({0}, {1}): it changes nothing, and its gradient is 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input ({0}, {1}) is read by {2} of the outputs. Backward, it gets the gradient dy of those in which it is the largest, and nothing of the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input ({0}, {1}) is read by {2} of the outputs. Backward, its gradient is the sum of their dy, each times the weight through which it was read: the kernel, turned by half.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input ({0}, {1}) is read by {2} of the outputs. Backward, it gets an equal share of the gradient dy of each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the stride leaves a rest of {0} rows and {1} columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the stride is longer than the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, and {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cells of the input are never read (crossed out): {1}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>stops</name>
    <message>
        <source>Each output is the sum of a window of every input map times a kernel, plus a bias.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of every window only the largest number goes on; where it stood is remembered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every window is replaced by its mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each channel is brought to mean 0 and variance 1 over the batch, then scaled and shifted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each number is brought to mean 0 and variance 1 over the batch, then scaled and shifted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each pixel is brought to mean 0 and variance 1 over the batch, then scaled and shifted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each output is the sum of all inputs, every one times its own weight, plus a bias.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The maps become one row of numbers; not one of them changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some numbers are struck out at random; the rest are scaled up to make up for them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Negative numbers become 0, positive ones pass: the blue goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positive numbers pass; negative ones are made much smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positive numbers pass; negative ones bend towards -1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every number is squeezed between 0 and 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every number is squeezed between -1 and 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers become probabilities: positive, with sum 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers become logarithms of probabilities.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each input gathers the gradients of all outputs it took part in, by the kernel turned 180 degrees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The winner of each window receives the whole gradient, the others exactly 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each gradient is shared out evenly over its window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient goes three ways: directly, through the channel&apos;s mean and through its variance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient goes three ways: directly, through the mean and through the variance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient goes three ways: directly, through the pixel&apos;s mean and through its variance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each input gathers the gradients of all outputs, every one times its weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row of gradients is folded back into maps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient passes where the number passed, scaled the same; elsewhere it is 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient passes where the input was positive; elsewhere it is 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient passes where the input was positive; elsewhere it is made much smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient passes where the input was positive; elsewhere it fades.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient is multiplied by the slope s (1 - s): small where s is near 0 or 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient is multiplied by the slope 1 - t²: small where t is near -1 or 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raising one probability lowers the others, so the gradients are mixed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient becomes probability minus target, up to scale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How unlikely the network found the right answers, in one number. From here the gradients flow back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every weight moves a little against its gradient: the only moment at which the network learns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mean and variance kept from training are taken, not those of a batch; then scaled and shifted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient is only scaled: the mean and variance kept from training don&apos;t depend on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is struck out when testing: numbers pass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was struck out, so the gradient passes.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tour</name>
    <message>
        <source>That didn&apos;t work; the message above says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this step speaks of is not in sight any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the trained network …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making a new network …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording the next batch …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing a three, stroke by stroke …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training begins …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to my run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own run, at step {0}, is let go, as by Reset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own run waits at step {0}; it comes back when you leave.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A network that can read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is LeNet-5, a small convolutional network, and it has learnt already: of 10,000 digits that it had never seen it reads 9,954 right. This is the real window: you may click anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks at one image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A handwritten digit, 28 by 28 pixels; each pixel is a number. Above it stand its label, which is the right answer, and what the network reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From left to right: reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each column is made from the one before it. The first ones find strokes and edges; the last one has a row for every digit, and the longest bar is the answer. Orange numbers are positive, blue ones negative.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernels: what it has learnt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each square is a kernel, 5 by 5 weights. It slides over the whole image and answers strongly where the image looks like it. Learning means finding good weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beneath: which way is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss says how wrong the answer is. Under every number stands its gradient: how the loss would change if that number grew. Orange: it would rise. Blue: it would fall.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One batch, step by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network learns from a batch of {images} images at a time. This one is recorded, every number of it. The track goes forward to the loss, then backward: drag along it, or use the arrows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A kernel and its gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the top the kernels, beneath them their gradients, gathered from all {images} images. Now each weight moves a little against its gradient, and the loss falls. That is learning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click any number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microscope shows the arithmetic behind it. This number is 25 pixels times 25 weights, added up, plus a bias. The page checks the sum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And on, to where it comes from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each number on a page opens a page of its own. We have followed one of the 25: it is a pixel, and here the way ends. The arrow at the top goes back, as in a browser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw one yourself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While you draw, the whole network answers. Draw on, or clear the sheet and try your own: how bad must a digit be to fool it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now from the beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new network, its weights drawn by chance, learns while you watch. The loss falls, the accuracy rises, and the pictures above change with every batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space trains and pauses. R records a batch: click any number of it. S has the settings: try a learning rate of 1. V shows which digits it gets wrong, and W lets you change its weights. F1 begins this tour again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
