<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About cnnviz</source>
        <translation>关于 cnnviz</translation>
    </message>
    <message>
        <source>A convolutional network in plain numpy, and a window that looks into every number of it while it learns to read handwritten digits.</source>
        <translation>一个用纯 numpy 写成的卷积网络，和一个窗口：网络学习识别手写数字时，可以在窗口中查看它的每一个数。</translation>
    </message>
    <message>
        <source>cnnviz {0}, Python {1}, Qt {2}, PySide6 {3}, numpy {4}, pyqtgraph {5}</source>
        <translation>cnnviz {0}，Python {1}，Qt {2}，PySide6 {3}，numpy {4}，pyqtgraph {5}</translation>
    </message>
    <message>
        <source>Its fonts are Inter and JetBrains Mono (SIL Open Font License); Qt is used under the LGPL.</source>
        <translation>字体是 Inter 和 JetBrains Mono（SIL 开放字体许可证）；Qt 按 LGPL 使用。</translation>
    </message>
</context>
<context>
    <name>AccuracyBars</name>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>of its own images, right</source>
        <translation>该类图像中读对的比例</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
</context>
<context>
    <name>AnswerBars</name>
    <message>
        <source>class {0}: {1} %</source>
        <translation>类别 {0}：{1} %</translation>
    </message>
    <message>
        <source>{0}. Click: the gradient is for this class</source>
        <translation>{0}。点击：求这个类别的梯度</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>cnnviz ended abruptly the last time. What is known of it stands in {0}</source>
        <translation>cnnviz 上次意外终止。已知的情况记录在 {0}</translation>
    </message>
</context>
<context>
    <name>ArithmeticView</name>
    <message>
        <source>{0}; and {1} more, {2} together; sum {3}</source>
        <translation>{0}；另有 {1} 项，合计 {2}；总和 {3}</translation>
    </message>
    <message>
        <source>{0}; sum {3}</source>
        <translation>{0}；总和 {3}</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 项</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>总和</translation>
    </message>
</context>
<context>
    <name>Assumptions</name>
    <message>
        <source>Several sets of images lie there: which one is meant.</source>
        <translation>那里有好几组图像：指的是哪一组。</translation>
    </message>
    <message>
        <source>which set</source>
        <translation>哪一组</translation>
    </message>
    <message>
        <source>column of labels</source>
        <translation>标签列</translation>
    </message>
    <message>
        <source>The name or the number of the table&apos;s column.</source>
        <translation>表格中该列的名称或编号。</translation>
    </message>
    <message>
        <source>light on dark</source>
        <translation>深底浅字</translation>
    </message>
    <message>
        <source>dark, inverted</source>
        <translation>浅底深字，反相</translation>
    </message>
    <message>
        <source>The network learns from light ink on dark ground, as MNIST is. Dark ink can be inverted.</source>
        <translation>网络学习的是深色底上的浅色墨迹，与 MNIST 相同。深色墨迹可以反相。</translation>
    </message>
    <message>
        <source>ink</source>
        <translation>墨迹</translation>
    </message>
    <message>
        <source>upright</source>
        <translation>正立</translation>
    </message>
    <message>
        <source>transposed</source>
        <translation>转置</translation>
    </message>
    <message>
        <source>turned by 90°</source>
        <translation>旋转 90°</translation>
    </message>
    <message>
        <source>turned by 180°</source>
        <translation>旋转 180°</translation>
    </message>
    <message>
        <source>turned by 270°</source>
        <translation>旋转 270°</translation>
    </message>
    <message>
        <source>Images that lie on their side are turned clockwise; EMNIST&apos;s are transposed.</source>
        <translation>侧放的图像按顺时针旋转；EMNIST 的图像是转置的。</translation>
    </message>
    <message>
        <source>orientation</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>in colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>One channel of brightness, or three: red, green and blue.</source>
        <translation>一个亮度通道，或红、绿、蓝三个通道。</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Height and width in pixels, 8 to 64 each, such as 28x28.</source>
        <translation>以像素计的高和宽，各为 8 到 64，例如 28x28。</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>as guessed</source>
        <translation>按推测</translation>
    </message>
    <message>
        <source>as MNIST&apos;s digits</source>
        <translation>像 MNIST 的数字那样</translation>
    </message>
    <message>
        <source>scaled whole</source>
        <translation>整体缩放</translation>
    </message>
    <message>
        <source>How pictures of another size are brought to this one: what is drawn scaled to 20 pixels and put in the middle by its mass, as MNIST&apos;s digits were, or the whole picture scaled.</source>
        <translation>其他大小的图片怎样变成这个大小：把画的内容缩放到 20 像素并按质心居中，像 MNIST 的数字那样；或者缩放整张图片。</translation>
    </message>
    <message>
        <source>other sizes</source>
        <translation>其他大小</translation>
    </message>
    <message>
        <source>Of 100 images so many are kept for testing, and never learnt from.</source>
        <translation>每 100 张图像留这么多用于测试，从不用于学习。</translation>
    </message>
    <message>
        <source>for testing, %</source>
        <translation>用于测试，%</translation>
    </message>
    <message>
        <source>stored value of black</source>
        <translation>黑色的存储值</translation>
    </message>
    <message>
        <source>stored value of white</source>
        <translation>白色的存储值</translation>
    </message>
    <message>
        <source>The stored values that are black and white; others lie between them.</source>
        <translation>表示黑和白的存储值；其他值介于两者之间。</translation>
    </message>
    <message>
        <source>black, white</source>
        <translation>黑，白</translation>
    </message>
</context>
<context>
    <name>Autosave</name>
    <message>
        <source>Another window keeps its run by itself; this one&apos;s is put into Runs when it closes.</source>
        <translation>另一个窗口会自动保存它的运行；此窗口的运行在关闭时放入“运行”。</translation>
    </message>
    <message>
        <source>The run can&apos;t be kept by itself: {0} Save the weights by hand.</source>
        <translation>无法自动保存这次运行：{0} 请手动保存权重。</translation>
    </message>
    <message>
        <source>The run can&apos;t be kept by itself: {0}</source>
        <translation>无法自动保存这次运行：{0}</translation>
    </message>
    <message>
        <source>This run can&apos;t be kept: {0} Close again to leave without it.</source>
        <translation>这次训练无法保存：{0} 再次关闭即不保存而离开。</translation>
    </message>
    <message>
        <source>The last run, {1}, is kept at step {0}. Continue it?</source>
        <translation>上次的运行 {1} 保存在第 {0} 步。要继续吗？</translation>
    </message>
    <message>
        <source>The last run, {1}, ended at step {0} without saying goodbye. Continue it?</source>
        <translation>上次的运行 {1} 在第 {0} 步意外中断。要继续吗？</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>cnnviz ended abruptly; what is known of it stands in {0}. </source>
        <translation>cnnviz 意外终止；已知的情况记录在 {0}。</translation>
    </message>
</context>
<context>
    <name>Availability</name>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>Nothing is recorded: record a batch first (R).</source>
        <translation>还没有记录：请先记录一个批次（R）。</translation>
    </message>
    <message>
        <source>The newest step is in sight already.</source>
        <translation>眼前已经是最新的一步。</translation>
    </message>
    <message>
        <source>Something recorded is in sight; Esc leads back from it to the newest step.</source>
        <translation>眼前是记录下来的内容；按 Esc 回到最新的一步。</translation>
    </message>
    <message>
        <source>Finish the step under way, then stop training. Nothing is lost.</source>
        <translation>完成当前这一步，然后停止训练。不会丢失任何东西。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>{0} {0:second|seconds} a step; Shift and an arrow make it faster or slower.</source>
        <translation>每站 {0} 秒；Shift 加方向键可加快或放慢。</translation>
    </message>
    <message>
        <source>Pause the steps</source>
        <translation>暂停播放</translation>
    </message>
    <message>
        <source>Space pauses.</source>
        <translation>空格键暂停。</translation>
    </message>
    <message>
        <source>Play the steps</source>
        <translation>播放各站</translation>
    </message>
    <message>
        <source>Space plays on.</source>
        <translation>空格键继续播放。</translation>
    </message>
    <message>
        <source>Playing the steps</source>
        <translation>正在播放</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>逐步</translation>
    </message>
    <message>
        <source>Record this image</source>
        <translation>记录这张图像</translation>
    </message>
    <message>
        <source>Pause and keep every number of {0}, to walk it; nothing is learnt.</source>
        <translation>暂停并保存 {0} 的每一个数，以便逐步查看；网络不会从中学习。</translation>
    </message>
    <message>
        <source>Record this batch again</source>
        <translation>重新记录这个批次</translation>
    </message>
    <message>
        <source>Keep every number of the batch of the past step in sight, as it was; to walk it.</source>
        <translation>保存当前所看的过去那一步的批次的每一个数，与当时完全相同，以便逐步查看。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
</context>
<context>
    <name>BatchGrid</name>
    <message>
        <source>image {0}, label {1}</source>
        <translation>图像 {0}，标签 {1}</translation>
    </message>
    <message>
        <source>image {0}, label {1}, reads {2} {3}</source>
        <translation>图像 {0}，标签 {1}，读作 {2} {3}</translation>
    </message>
</context>
<context>
    <name>BatchInColumn</name>
    <message>
        <source>This batch</source>
        <translation>本批次</translation>
    </message>
    <message>
        <source>step {0}: {1} of {2} right</source>
        <translation>第 {0} 步：{2} 张中 {1} 张正确</translation>
    </message>
    <message>
        <source>{0} {0:image|images}, {1} right, {2} wrong</source>
        <translation>{0} 张图像，{1} 张正确，{2} 张错误</translation>
    </message>
    <message>
        <source>{0} {0:image|images}, not read yet</source>
        <translation>{0} 张图像，尚未识别</translation>
    </message>
    <message>
        <source>{0} alone</source>
        <translation>仅 {0}</translation>
    </message>
    <message>
        <source>As the network read them at step {0:,}</source>
        <translation>网络在第 {0:,} 步时的识别结果</translation>
    </message>
    <message>
        <source>These images</source>
        <translation>这些图像</translation>
    </message>
    <message>
        <source>Read as in a test, after step {0:,}; training has other batches</source>
        <translation>第 {0:,} 步之后按测试方式的识别结果；训练用的是其他批次</translation>
    </message>
    <message>
        <source>Click to watch it: all maps show this image.</source>
        <translation>点击即可观察它：所有特征图都显示这张图像。</translation>
    </message>
</context>
<context>
    <name>BuildSheet</name>
    <message>
        <source>Build a network</source>
        <translation>搭建网络</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Put a network together, layer by layer.</source>
        <translation>一层一层地搭建网络。</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>See what one convolution or pooling does, with numbers of your own.</source>
        <translation>用你自己的数字，看一次卷积或池化做了什么。</translation>
    </message>
</context>
<context>
    <name>CalibrationPage</name>
    <message>
        <source>Reliability diagram: how often right over how sure</source>
        <translation>可靠性图：横轴是把握，纵轴是正确的比例</translation>
    </message>
    <message>
        <source>expected calibration error</source>
        <translation>期望校准误差</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>sure, on average</source>
        <translation>平均把握</translation>
    </message>
    <message>
        <source>mean loss</source>
        <translation>平均损失</translation>
    </message>
    <message>
        <source>The sum over all bins of {0}: how far the bars end from the diagonal, weighted by their images (Guo et al. 2017).</source>
        <translation>对所有区间求和 {0}：条形的末端离对角线有多远，按图像数量加权（Guo 等，2017）。</translation>
    </message>
    <message>
        <source>n / N × |right − sure|</source>
        <translation>n / N × |准确率 − 把握|</translation>
    </message>
    <message>
        <source>Try a temperature</source>
        <translation>试试温度</translation>
    </message>
    <message>
        <source>Divide every logit by T before the softmax. No answer changes, only how sure it is: above 1 it is more modest, below 1 surer. The network itself stays as it is.</source>
        <translation>在 softmax 之前把每个 logit 除以 T。答案不变，只改变把握的大小：大于 1 更谦虚，小于 1 更自信。网络本身不变。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>What the logits are divided by, 0.25 to 4.</source>
        <translation>logit 除以的数，0.25 到 4。</translation>
    </message>
    <message>
        <source>back to 1</source>
        <translation>恢复为 1</translation>
    </message>
    <message>
        <source>Temperature 1</source>
        <translation>温度 1</translation>
    </message>
    <message>
        <source>The network&apos;s own probabilities.</source>
        <translation>网络自己的概率。</translation>
    </message>
    <message>
        <source>Find the best</source>
        <translation>寻找最佳值</translation>
    </message>
    <message>
        <source>The temperature with the least mean loss on these very images.</source>
        <translation>在这些图像上平均损失最小的温度。</translation>
    </message>
    <message>
        <source>Find the best temperature</source>
        <translation>寻找最佳温度</translation>
    </message>
    <message>
        <source>Finding it: {0} %</source>
        <translation>正在寻找：{0} %</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>可靠性</translation>
    </message>
</context>
<context>
    <name>CanvasPanel</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Network canvas</source>
        <translation>网络画布</translation>
    </message>
    <message>
        <source>Above, what each layer computed; beneath it, its gradient, or what is chosen at a past step. Tab goes from map to map, Up and Down choose the layer of a block, Page Up and Page Down its channels; 0, 1 and 2 show the network, a block, a layer; Plus opens more sources of the selected number, P slides over a layer.</source>
        <translation>上方：每一层算出的结果；下方：它的梯度，或在过去某一步时所选的内容。Tab 在特征图之间移动，上、下键选择块中的层，Page Up 和 Page Down 选择通道；0、1、2 显示整个网络、一个块、一层；加号展开所选数的更多组成项，P 让窗口在一层上滑动。</translation>
    </message>
    <message>
        <source>then: step {0} of {1}</source>
        <translation>过去：第 {0}/{1} 步</translation>
    </message>
    <message>
        <source>The network as it was at this step, made again. Click a number to record its batch.</source>
        <translation>重现的这一步时的网络。点击一个数即可记录它的批次。</translation>
    </message>
    <message>
        <source>probe at step {0}</source>
        <translation>第 {0} 步的探针</translation>
    </message>
    <message>
        <source>This image alone through the newest weights, batch-norm and dropout as when testing. The weights&apos; gradients are those of the training batch.</source>
        <translation>只把这一张图像送入最新的权重，批量归一化和丢弃法按测试时处理。权重的梯度仍是训练批次的。</translation>
    </message>
    <message>
        <source>recorded at step {0}</source>
        <translation>记录于第 {0} 步</translation>
    </message>
    <message>
        <source>recorded at step {0}, then</source>
        <translation>记录于第 {0} 步（当时）</translation>
    </message>
    <message>
        <source>One image of the recorded batch, exactly as it was trained on.</source>
        <translation>已记录批次中的一张图像，与训练时完全相同。</translation>
    </message>
    <message>
        <source>This image alone, as when testing: nothing was learnt from it.</source>
        <translation>只有这一张图像，按测试时处理：网络没有从中学习。</translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation>通道 {0}</translation>
    </message>
    <message>
        <source>Loading the images …</source>
        <translation>正在载入图像…</translation>
    </message>
    <message>
        <source>Press Train</source>
        <translation>请按“训练”</translation>
    </message>
    <message>
        <source>The batch of step {0} was recorded again. In sight is image {1} of it.</source>
        <translation>第 {0} 步的那一批已重新记录。现在显示的是其中的第 {1} 张图像。</translation>
    </message>
    <message>
        <source>not yet: press Train</source>
        <translation>尚无：请按“训⁠练”</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>What this output map alone gives back here; all of them make dX.</source>
        <translation>单是这张输出特征图传回的部分；全部加起来就是 dX。</translation>
    </message>
    <message>
        <source>Input times weight, at the selected number; their sum is the part.</source>
        <translation>所选数字处的输入乘以权重；它们的和就是这一部分。</translation>
    </message>
    <message>
        <source>Gradient times weight, at the selected number.</source>
        <translation>所选数字处的梯度乘以权重。</translation>
    </message>
    <message>
        <source>The weight from this input to the output that is looked at.</source>
        <translation>从这个输入到所看的输出的权重。</translation>
    </message>
    <message>
        <source>The gradient of the weight above, over the whole batch.</source>
        <translation>上方权重在整个批次上的梯度。</translation>
    </message>
    <message>
        <source>input, row {0} col {1}</source>
        <translation>输入，第 {0} 行第 {1} 列</translation>
    </message>
    <message>
        <source>Not computed yet at this stop.</source>
        <translation>走到这一站时还没有计算。</translation>
    </message>
    <message>
        <source>loss of this image: {0}</source>
        <translation>这张图像的损失：{0}</translation>
    </message>
    <message>
        <source>-ln p: how unlikely the network found its label. Click to see how it is made.</source>
        <translation>-ln p：网络认为它的标签有多不可能。点击查看怎样得出。</translation>
    </message>
    <message>
        <source>logit of class {0}</source>
        <translation>类别 {0} 的 logit</translation>
    </message>
    <message>
        <source>At step {0}. It is {1} now.</source>
        <translation>在第 {0} 步。现在是 {1}。</translation>
    </message>
    <message>
        <source>At step {0}. It has changed by {1} since.</source>
        <translation>在第 {0} 步。此后变化了 {1}。</translation>
    </message>
    <message>
        <source>Now, at step {0}. At step {1} it was {2}.</source>
        <translation>现在，第 {0} 步。在第 {1} 步时是 {2}。</translation>
    </message>
    <message>
        <source>By so much it has changed since step {0}, when it was {1}.</source>
        <translation>自第 {0} 步以来变化了这么多，当时是 {1}。</translation>
    </message>
    <message>
        <source>input, row {0} col {1}: red {2}, green {3}, blue {4}</source>
        <translation>输入，第 {0} 行第 {1} 列：红 {2}，绿 {3}，蓝 {4}</translation>
    </message>
    <message>
        <source>Beneath it lies the sum of its three gradients. A click shows the three channels one by one.</source>
        <translation>下方是它三个梯度之和。点击可逐个显示三个通道。</translation>
    </message>
    <message>
        <source>gradient of input, row {0} col {1}: {2} in all</source>
        <translation>输入的梯度，第 {0} 行第 {1} 列：共 {2}</translation>
    </message>
    <message>
        <source>If red, green and blue all grew by 1, the loss would change by about {0}: by {1}, {2} and {3}. A click shows the three channels one by one.</source>
        <translation>若红、绿、蓝都增大 1，损失大约变化 {0}：分别是 {1}、{2} 和 {3}。点击可逐个显示三个通道。</translation>
    </message>
    <message>
        <source>{0} channel {1}</source>
        <translation>{0} 通道 {1}</translation>
    </message>
    <message>
        <source>{0} weight [{1}]</source>
        <translation>{0} 权重 [{1}]</translation>
    </message>
    <message>
        <source>change of {0} weight [{1}]</source>
        <translation>{0} 权重 [{1}] 的变化</translation>
    </message>
    <message>
        <source>{0} weight gradient [{1}]</source>
        <translation>{0} 权重梯度 [{1}]</translation>
    </message>
    <message>
        <source>{0}, row {1} col {2}</source>
        <translation>{0}，第 {1} 行第 {2} 列</translation>
    </message>
    <message>
        <source>{0} feature map {3}, row {1} col {2}</source>
        <translation>{0} 特征图 {3}，第 {1} 行第 {2} 列</translation>
    </message>
    <message>
        <source>What this input map alone adds to y.</source>
        <translation>仅这个输入图加到 y 上的部分。</translation>
    </message>
    <message>
        <source>The gradient as it was computed: with a mistake in the network it may be wrong.</source>
        <translation>照实际计算所得的梯度：网络里有错误时它可能不对。</translation>
    </message>
    <message>
        <source>{0} channel {3}, row {1} col {2}</source>
        <translation>{0} 通道 {3}，第 {1} 行第 {2} 列</translation>
    </message>
    <message>
        <source>{0} number {1}</source>
        <translation>{0} 第 {1} 个数</translation>
    </message>
    <message>
        <source>gradient of {0}</source>
        <translation>{0} 的梯度</translation>
    </message>
    <message>
        <source>{0} product, output {1}, input {2}</source>
        <translation>{0} 的乘积，输出 {1}，输入 {2}</translation>
    </message>
    <message>
        <source>{0} product, output {1}, input {2}, row {3} col {4}</source>
        <translation>{0} 的乘积，输出 {1}，输入 {2}，第 {3} 行第 {4} 列</translation>
    </message>
    <message>
        <source>part of {0} output {1} from input {2}, row {3} col {4}</source>
        <translation>{0} 的输出 {1} 中来自输入 {2} 的部分，第 {3} 行第 {4} 列</translation>
    </message>
    <message>
        <source>share of {0} output {1} in dL/d input {2}, row {3} col {4}</source>
        <translation>{0} 的输出 {1} 在 dL/d 输入 {2} 中的份额，第 {3} 行第 {4} 列</translation>
    </message>
    <message>
        <source>What this layer computed here for the watched image.</source>
        <translation>这一层在此处为所观察的图像算出的结果。</translation>
    </message>
    <message>
        <source>If it grew by 1, the loss would change by about {0}, says the gradient beneath it.</source>
        <translation>下方的梯度说明：若它增大 1，损失大约变化 {0}。</translation>
    </message>
    <message>
        <source>A small change of the number above would not change the loss.</source>
        <translation>上方的数略微变化，损失不会变化。</translation>
    </message>
    <message>
        <source> The loss is the mean over {0} images.</source>
        <translation>损失是 {0} 张图像的平均值。</translation>
    </message>
    <message>
        <source>If the number above ({0}) grew by 1, the loss would change by about {1}.</source>
        <translation>若上方的数（{0}）增大 1，损失大约变化 {1}。</translation>
    </message>
    <message>
        <source>Kernel of output channel {0}, input channel {1}.</source>
        <translation>输出通道 {0}、输入通道 {1} 的卷积核。</translation>
    </message>
    <message>
        <source>From input {1} to output {0}.</source>
        <translation>从输入 {1} 到输出 {0}。</translation>
    </message>
    <message>
        <source>Its gradient over the batch is {0}.</source>
        <translation>它在整个批次上的梯度是 {0}。</translation>
    </message>
    <message>
        <source>It is of before the update, which changed it by {0}.</source>
        <translation>这是更新之前的值，更新使它变化了 {0}。</translation>
    </message>
    <message>
        <source>It changed by {0} in this update.</source>
        <translation>它在这次更新中变化了 {0}。</translation>
    </message>
    <message>
        <source>Its gradient over the last batch was {0}, before the weights were edited.</source>
        <translation>在权重被手动修改之前，它在上一个批次上的梯度是 {0}。</translation>
    </message>
    <message>
        <source>The kernel turned by 180 degrees: through it dX gathers from every output it took part in.</source>
        <translation>旋转了 180 度的卷积核：dX 通过它从所参与的每个输出收集梯度。</translation>
    </message>
    <message>
        <source>By so much the update changed the weight above, which was {0}.</source>
        <translation>更新使上方的权重变化了这么多，它原来是 {0}。</translation>
    </message>
    <message>
        <source>By so much the update changed the weight above; it is now {0}.</source>
        <translation>这次更新使上方的权重变化了这么多；现在是 {0}。</translation>
    </message>
    <message>
        <source>Averaged over the last training batch, before the weights were edited.</source>
        <translation>权重被手动修改之前，上一个训练批次的平均值。</translation>
    </message>
    <message>
        <source>Averaged over the training batch: if the weight grew by 1, the loss would change by about this much.</source>
        <translation>训练批次的平均值：若权重增大 1，损失大约变化这么多。</translation>
    </message>
    <message>
        <source>class {0}</source>
        <translation>类别 {0}</translation>
    </message>
    <message>
        <source>class {0}: logit {1}</source>
        <translation>类别 {0}：logit {1}</translation>
    </message>
    <message>
        <source>The softmax will turn the logits into probabilities.</source>
        <translation>softmax 会把 logit 变成概率。</translation>
    </message>
    <message>
        <source>Softmax makes it a probability of {0} %.</source>
        <translation>softmax 把它变成概率 {0} %。</translation>
    </message>
    <message>
        <source>gradient of logit {0}: {1}</source>
        <translation>logit {0} 的梯度：{1}</translation>
    </message>
    <message>
        <source>How the loss would change if the number above grew.</source>
        <translation>上方的数增大时，损失如何变化。</translation>
    </message>
    <message>
        <source>p - y = {0} - {1}: the probe is this one image.</source>
        <translation>p - y = {0} - {1}：探针只有这一张图像。</translation>
    </message>
    <message>
        <source>(p - y) / N = ({0} - {1}) / {2}: the loss is the mean over {2} images.</source>
        <translation>(p - y) / N = ({0} - {1}) / {2}：损失是 {2} 张图像的平均值。</translation>
    </message>
    <message>
        <source>{0}, and beneath them by how much the update changed them.</source>
        <translation>{0}，下方是这次更新使它们改变了多少。</translation>
    </message>
    <message>
        <source>{0}, at step {1}, and beneath it by how much it has changed since.</source>
        <translation>{0}，第 {1} 步时的样子，下方是此后变化了多少。</translation>
    </message>
    <message>
        <source>{0}, at step {1}, and beneath it as it is now, at step {2}.</source>
        <translation>{0}，第 {1} 步时的样子，下方是现在（第 {2} 步）的样子。</translation>
    </message>
    <message>
        <source>Show this layer of the block, {0}, in both lanes.</source>
        <translation>在上下两栏都显示这个块的 {0} 层。</translation>
    </message>
    <message>
        <source>Layer {0} of {1}. The arrows, and Up and Down, show the others.</source>
        <translation>第 {0} 层，共 {1} 层。箭头按钮和上下方向键显示其他层。</translation>
    </message>
    <message>
        <source>Other channels: {0} of {1} are shown. The wheel turns pages too.</source>
        <translation>其他通道：共 {1} 个，显示 {0} 个。滚轮也能翻页。</translation>
    </message>
    <message>
        <source>weights of {0}</source>
        <translation>{0} 的权重</translation>
    </message>
    <message>
        <source>{0}. Click to give them room.</source>
        <translation>{0}。点击可给它们腾出空间。</translation>
    </message>
    <message>
        <source>PgUp and PgDn: other channels.</source>
        <translation>PgUp 和 PgDn：其他通道。</translation>
    </message>
    <message>
        <source>{0}, folded away for want of room. Click to open it.</source>
        <translation>{0}，因空间不足而折叠。点击展开。</translation>
    </message>
    <message>
        <source>colour bar of {0}</source>
        <translation>{0} 的色标</translation>
    </message>
    <message>
        <source>Zero has the colour of an empty tile; the short ticks stand at a tenth of the limit.</source>
        <translation>零的颜色与空白格相同；短刻度标在上限的十分之一处。</translation>
    </message>
    <message>
        <source>{0}, and beneath them their gradients.</source>
        <translation>{0}，下方是它们的梯度。</translation>
    </message>
    <message>
        <source>The image itself: no weights make it.</source>
        <translation>图像本身：没有权重产生它。</translation>
    </message>
    <message>
        <source>The weights in front make it.</source>
        <translation>由前面的权重产生。</translation>
    </message>
    <message>
        <source>Up and Down: other layers.</source>
        <translation>上下键：其他层。</translation>
    </message>
    <message>
        <source>{0}: the image as the network gets it.</source>
        <translation>{0}：网络得到的图像。</translation>
    </message>
    <message>
        <source>{0}, and beneath it dL/d of it, in the same place.</source>
        <translation>{0}，下方同一位置是它的 dL/d。</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>all {0}</source>
        <translation>全部 {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>打开它的页面</translation>
    </message>
    <message>
        <source>Copy the number {0}</source>
        <translation>复制这个数 {0}</translation>
    </message>
    <message>
        <source>Copy its map as text</source>
        <translation>把它的特征图复制为文本</translation>
    </message>
    <message>
        <source>Copy the picture of its map</source>
        <translation>复制它的特征图的图片</translation>
    </message>
    <message>
        <source>Copy the picture of {0}</source>
        <translation>复制 {0} 的图片</translation>
    </message>
    <message>
        <source>Save the picture of {0}</source>
        <translation>保存 {0} 的图片</translation>
    </message>
    <message>
        <source>Copy the picture of the network</source>
        <translation>复制网络的图片</translation>
    </message>
    <message>
        <source>Save the picture of the network</source>
        <translation>保存网络的图片</translation>
    </message>
    <message>
        <source>network</source>
        <translation>网络</translation>
    </message>
</context>
<context>
    <name>CanvasToolbar</name>
    <message>
        <source>recorded at step 8,888,888</source>
        <translation>记录于第 8,888,888 步</translation>
    </message>
    <message>
        <source>then: step 88,888 of 88,888</source>
        <translation>过去：第 88,888/88,888 步</translation>
    </message>
    <message>
        <source>Previous image ([)</source>
        <translation>上一张图像（[）</translation>
    </message>
    <message>
        <source>Next image (])</source>
        <translation>下一张图像（]）</translation>
    </message>
    <message>
        <source>test image 88888   label 88  reads 88 ✓</source>
        <translation>测试图像 88888&#x3000;标签 88&#x3000;读作 88 ✓</translation>
    </message>
    <message>
        <source>Scale of the colours</source>
        <translation>颜色的范围</translation>
    </message>
    <message>
        <source>What a colour&apos;s limit is shared by: each map alone, a whole layer, or frozen as it is now.</source>
        <translation>颜色上限由谁共用：每张特征图各自一个、整层一个，或固定为现在的值。</translation>
    </message>
    <message>
        <source>Scale: per layer</source>
        <translation>范围：每层</translation>
    </message>
    <message>
        <source>per layer</source>
        <translation>每层</translation>
    </message>
    <message>
        <source>Scale: per map</source>
        <translation>范围：每图</translation>
    </message>
    <message>
        <source>per map</source>
        <translation>每图</translation>
    </message>
    <message>
        <source>Scale: frozen</source>
        <translation>范围：固定</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>The whole network, a column a block (0).</source>
        <translation>整个网络，每个块一列（0）。</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>块</translation>
    </message>
    <message>
        <source>Every layer of the block in focus, with its kernels (1, or double-click a block).</source>
        <translation>焦点所在块的每一层及其卷积核（1，或双击一个块）。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>One layer alone, one input and one output large (2, or double-click a layer).</source>
        <translation>单独一层，放大一个输入和一个输出（2，或双击一个层）。</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Beneath: the gradients of this past step.</source>
        <translation>下方：过去这一步的梯度。</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Beneath: the same numbers at the newest step.</source>
        <translation>下方：最新一步时同样的数。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Beneath: by how much each number has changed.</source>
        <translation>下方：每个数变化了多少。</translation>
    </message>
    <message>
        <source>image {0} / {1}</source>
        <translation>图像 {0} / {1}</translation>
    </message>
    <message>
        <source>reads {0}</source>
        <translation>读作 {0}</translation>
    </message>
    <message>
        <source>gradient for {0}</source>
        <translation>对 {0} 的梯度</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>载入中</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>testing</source>
        <translation>测试中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>已过时</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>发散</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>label {0}</source>
        <translation>标签 {0}</translation>
    </message>
    <message>
        <source>then {0}</source>
        <translation>过去 {0}</translation>
    </message>
    <message>
        <source>now {0}</source>
        <translation>现在 {0}</translation>
    </message>
</context>
<context>
    <name>CardList</name>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
</context>
<context>
    <name>ChangePanel</name>
    <message>
        <source>the watched image</source>
        <translation>正在观察的图像</translation>
    </message>
    <message>
        <source>The class to aim at</source>
        <translation>目标类别</translation>
    </message>
    <message>
        <source>it is read as</source>
        <translation>它被读作</translation>
    </message>
    <message>
        <source>Change the image until it is read as a class.</source>
        <translation>改变图像，直到它被读作某个类别。</translation>
    </message>
    <message>
        <source>this channel fires</source>
        <translation>这个通道被激活</translation>
    </message>
    <message>
        <source>Change the image until the chosen channel is as high as on its best test image.</source>
        <translation>改变图像，直到所选通道的值与它在最佳测试图像上一样高。</translation>
    </message>
    <message>
        <source>what mattered</source>
        <translation>什么起了作用</translation>
    </message>
    <message>
        <source>Which pixels of the image spoke for a class, and which against it.</source>
        <translation>图像的哪些像素支持某个类别，哪些反对。</translation>
    </message>
    <message>
        <source>The image, what is added, and what comes of it</source>
        <translation>图像、所加的变化，以及结果</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>The length of the change: the root of the sum of all squared changes of pixels from 0 to 1.</source>
        <translation>变化的长度：所有像素（0 到 1）变化的平方和的平方根。</translation>
    </message>
    <message>
        <source>How much change is allowed</source>
        <translation>允许多大的变化</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Back to the image as it was.</source>
        <translation>恢复为原来的图像。</translation>
    </message>
    <message>
        <source>To the pad</source>
        <translation>放到画板</translation>
    </message>
    <message>
        <source>Put the changed image onto the drawing pad.</source>
        <translation>把改变后的图像放到画板上。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Put the changed image into the clipboard.</source>
        <translation>把改变后的图像复制到剪贴板。</translation>
    </message>
    <message>
        <source>Change pixels until...</source>
        <translation>修改像素，直到…</translation>
    </message>
    <message>
        <source>covering, {0} %</source>
        <translation>正在遮挡，{0} %</translation>
    </message>
    <message>
        <source>What mattered</source>
        <translation>什么起了作用</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Thirty steps a second.</source>
        <translation>每秒三十步。</translation>
    </message>
    <message>
        <source>changing the image</source>
        <translation>改变图像</translation>
    </message>
    <message>
        <source>There is no image to ask about yet.</source>
        <translation>还没有可以询问的图像。</translation>
    </message>
    <message>
        <source>network at step {0}</source>
        <translation>第 {0} 步的网络</translation>
    </message>
    <message>
        <source>{0} {0:step|steps}</source>
        <translation>{0} 步</translation>
    </message>
    <message>
        <source>the image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>what is added</source>
        <translation>所加的变化</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>改变后</translation>
    </message>
    <message>
        <source>{0} of change (now {1}; the image itself is {2})</source>
        <translation>{0} 的变化（现在是 {1}；图像本身是 {2}）</translation>
    </message>
    <message>
        <source>reads {0}</source>
        <translation>读作 {0}</translation>
    </message>
    <message>
        <source>No gradient reaches the pixels: this channel can&apos;t be raised from here.</source>
        <translation>没有梯度到达像素：从这里无法让这个通道升高。</translation>
    </message>
    <message>
        <source>{0} is at {1}; its best test image reaches {2}. Allow more to go on.</source>
        <translation>{0} 为 {1}；它的最佳测试图像达到 {2}。允许更大的变化才能继续。</translation>
    </message>
    <message>
        <source>{0}: {1} → {2}; its best test image reaches {3}.</source>
        <translation>{0}：{1} → {2}；它的最佳测试图像达到 {3}。</translation>
    </message>
    <message>
        <source>Not within {0}: allow more, or choose another class.</source>
        <translation>在 {0} 之内做不到：请允许更大的变化，或选择另一个类别。</translation>
    </message>
    <message>
        <source>No gradient reaches the pixels: the network is as sure as its numbers allow.</source>
        <translation>没有梯度到达像素：网络已达到数值所能表示的最大把握。</translation>
    </message>
    <message>
        <source>It is read as that already: choose another class.</source>
        <translation>它已经被读作这个类别：请选择另一个。</translation>
    </message>
    <message>
        <source>The gradient of the pixels, step by step: what is added looks like noise, and the image hardly changes; the answer does.</source>
        <translation>沿像素的梯度一步一步走：所加的变化看上去像噪声，图像几乎不变，答案却变了。</translation>
    </message>
    <message>
        <source>Start: the pixels follow their gradient until the network is 90 % sure of the class.</source>
        <translation>开始：像素沿着梯度变化，直到网络有 90 % 的把握。</translation>
    </message>
    <message>
        <source>{0}: probability {1}</source>
        <translation>{0}：概率 {1}</translation>
    </message>
    <message>
        <source>covered</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>gradient × input</source>
        <translation>梯度 × 输入</translation>
    </message>
    <message>
        <source>Covered: by how much the probability of {0} falls when a black window of {1} × {1} pixels hides the place; black on black changes nothing, and what two places show together it can&apos;t tell. Gradient × input: each pixel&apos;s share in the logit, for very small changes only; where pixels are black it is zero, though ink there might matter.</source>
        <translation>遮挡：用 {1} × {1} 像素的黑色窗口遮住某处时，{0} 的概率下降多少；黑色遮在黑色上没有变化，两处共同表现的内容它也看不出来。梯度 × 输入：每个像素对 logit 的贡献，只对极小的变化成立；黑色像素处为零，尽管那里有墨迹时也许很重要。</translation>
    </message>
    <message>
        <source>The changed image is in the clipboard.</source>
        <translation>改变后的图像已在剪贴板中。</translation>
    </message>
</context>
<context>
    <name>ChannelRow</name>
    <message>
        <source>Output channels and their switches</source>
        <translation>输出通道及其开关</translation>
    </message>
    <message>
        <source>Click a number to pick the channel, its switch to turn it off or on (arrows, Space).</source>
        <translation>点击数字选择通道，点击开关将它关闭或打开（方向键，空格）。</translation>
    </message>
    <message>
        <source>output channel {0} of {1}</source>
        <translation>输出通道 {0}，共 {1} 个</translation>
    </message>
    <message>
        <source>{0}; {1} off</source>
        <translation>{0}；{1} 个关闭</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>{0} channel {1} is {2}</source>
        <translation>{0} 的通道 {1} 已{2}</translation>
    </message>
    <message>
        <source>{0} channel {1}</source>
        <translation>{0} 通道 {1}</translation>
    </message>
    <message>
        <source>Its switch silences it: weights, bias and batch-norm become zero, or come back.</source>
        <translation>它的开关使通道静默：权重、偏置和批量归一化都变为零，或者恢复。</translation>
    </message>
</context>
<context>
    <name>Channels</name>
    <message>
        <source>{0} Its mean is highest for {1}; {2}.</source>
        <translation>{0}平均值最高的类别是 {1}；{2}。</translation>
    </message>
    <message>
        <source>Their mean</source>
        <translation>它们的平均</translation>
    </message>
    <message>
        <source>Its kernel</source>
        <translation>它的卷积核</translation>
    </message>
    <message>
        <source>Its {0} kernels</source>
        <translation>它的 {0} 个卷积核</translation>
    </message>
    <message>
        <source>first {0}</source>
        <translation>前 {0} 个</translation>
    </message>
    <message>
        <source>Mean by class</source>
        <translation>各类别的平均值</translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation>通道 {0}</translation>
    </message>
    <message>
        <source>unit {0}</source>
        <translation>单元 {0}</translation>
    </message>
    <message>
        <source>test image {0}, {1}: {2}; it looks at the whole image</source>
        <translation>测试图像 {0}，{1}：{2}；它看整张图像</translation>
    </message>
    <message>
        <source>test image {0}, {1}: {2} at row {3}, column {4}; it looks at rows {5}-{6}, columns {7}-{8}</source>
        <translation>测试图像 {0}，{1}：第 {3} 行第 {4} 列为 {2}；它看第 {5}-{6} 行、第 {7}-{8} 列</translation>
    </message>
    <message>
        <source>What it looks at: the whole image.</source>
        <translation>它看的范围：整张图像。</translation>
    </message>
    <message>
        <source>What it looks at: {0} × {1} pixels of the image.</source>
        <translation>它看的范围：图像的 {0} × {1} 个像素。</translation>
    </message>
    <message>
        <source>Channel {0} was silent on all {1} images: it never rose above zero.</source>
        <translation>通道 {0} 在全部 {1} 张图像上都静默：从未大于零。</translation>
    </message>
    <message>
        <source>Above zero on {0} % of the images.</source>
        <translation>在 {0} % 的图像上大于零。</translation>
    </message>
</context>
<context>
    <name>ChannelsSheet</name>
    <message>
        <source>What excites this channel?</source>
        <translation>什么激活这个通道？</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop reading the images. What was found before stays.</source>
        <translation>停止读取图像。此前的结果保留。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>Have the network as it is now read all test images. Training isn&apos;t held up.</source>
        <translation>让现在的网络读取全部测试图像。训练不受影响。</translation>
    </message>
    <message>
        <source>Have them read</source>
        <translation>开始读取</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Channels before these</source>
        <translation>前面的通道</translation>
    </message>
    <message>
        <source>Channels after these</source>
        <translation>后面的通道</translation>
    </message>
    <message>
        <source>The channels of the layer: Left and Right</source>
        <translation>这一层的通道：左右方向键</translation>
    </message>
    <message>
        <source>highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>The images on which it rises most.</source>
        <translation>使它升得最高的图像。</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>The images on which its least value is least.</source>
        <translation>使它的最小值最低的图像。</translation>
    </message>
    <message>
        <source>around zero</source>
        <translation>零附近</translation>
    </message>
    <message>
        <source>The images whose highest value is nearest to zero: it can&apos;t make up its mind.</source>
        <translation>最大值最接近零的图像：它拿不定主意。</translation>
    </message>
    <message>
        <source>The images: Enter shows one on the canvas, C takes it to change</source>
        <translation>图像：回车显示在画布上，C 取来修改</translation>
    </message>
    <message>
        <source>What excites a channel</source>
        <translation>什么激活一个通道</translation>
    </message>
    <message>
        <source>A channel has no name of its own: what it looks for shows in the images that raise it most. Click: that image on the canvas. Shift and click, or C: change it.</source>
        <translation>通道本身没有名字：它在寻找什么，要看哪些图像使它升得最高。点击：把图像显示在画布上。Shift 加点击，或 C：修改它。</translation>
    </message>
    <message>
        <source>Mean, kernels, and mean by class</source>
        <translation>平均、卷积核和各类别平均值</translation>
    </message>
    <message>
        <source>Sixteen channels stand side by side (Page Up, Page Down).</source>
        <translation>并排十六个通道（Page Up、Page Down）。</translation>
    </message>
    <message>
        <source>There are no test images.</source>
        <translation>没有测试图像。</translation>
    </message>
    <message>
        <source>Layers with weights</source>
        <translation>带权重的层</translation>
    </message>
    <message>
        <source>after {0}</source>
        <translation>{0} 之后</translation>
    </message>
    <message>
        <source>After which layer of the block</source>
        <translation>块中哪一层之后</translation>
    </message>
    <message>
        <source>All test images are being read, {0} %.</source>
        <translation>正在读取全部测试图像，{0} %。</translation>
    </message>
    <message>
        <source>Have all test images read, and see what each channel looks for.</source>
        <translation>让网络读取全部测试图像，看看每个通道在寻找什么。</translation>
    </message>
    <message>
        <source>reading, {0} %; this is of step {1}</source>
        <translation>正在读取，{0} %；这是第 {1} 步的结果</translation>
    </message>
    <message>
        <source>all {0} test images, {1} s</source>
        <translation>全部 {0} 张测试图像，{1} 秒</translation>
    </message>
    <message>
        <source>network at step {0}</source>
        <translation>第 {0} 步的网络</translation>
    </message>
    <message>
        <source>The mean of what excites each of its {0} channels most:</source>
        <translation>最能激活它的 {0} 个通道的图像的平均：</translation>
    </message>
    <message>
        <source>The mean of what excites each of its {0} units most:</source>
        <translation>最能激活它的 {0} 个单元的图像的平均：</translation>
    </message>
    <message>
        <source>{0}-{1} of {2}</source>
        <translation>{0}-{1}，共 {2}</translation>
    </message>
    <message>
        <source>{0} {1}: the {2} images with the highest value</source>
        <translation>{0} {1}：值最高的 {2} 张图像</translation>
    </message>
    <message>
        <source>{0} {1}: the {2} images with the lowest value</source>
        <translation>{0} {1}：值最低的 {2} 张图像</translation>
    </message>
    <message>
        <source>{0} {1}: the {2} images nearest to zero</source>
        <translation>{0} {1}：最接近零的 {2} 张图像</translation>
    </message>
    <message>
        <source>Its numbers ran away: no image can be ranked.</source>
        <translation>它的数值已失控：无法给图像排序。</translation>
    </message>
    <message>
        <source>test image {0}</source>
        <translation>测试图像 {0}</translation>
    </message>
</context>
<context>
    <name>Checkup</name>
    <message>
        <source>It is {0} from here on; it was {1}.</source>
        <translation>从现在起是 {0}；原来是 {1}。</translation>
    </message>
    <message>
        <source>The learning rate is changed</source>
        <translation>学习率已改变</translation>
    </message>
    <message>
        <source>The settings are filled in</source>
        <translation>设置已填好</translation>
    </message>
    <message>
        <source>Reset there to start the new run. Until then this one stays as it is.</source>
        <translation>在那里重置即可开始新的运行。在此之前本次运行不变。</translation>
    </message>
</context>
<context>
    <name>ClassChips</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>ClassExamples</name>
    <message>
        <source>Class {0}: left out. A click takes it in again.</source>
        <translation>类别 {0}：已略去。点击可重新加入。</translation>
    </message>
    <message>
        <source>Class {0}: {1} {1:image|images}. A click leaves it out.</source>
        <translation>类别 {0}：{1} 张图像。点击可略去。</translation>
    </message>
    <message>
        <source>Class {0}: {1} {1:image|images}.</source>
        <translation>类别 {0}：{1} 张图像。</translation>
    </message>
    <message>
        <source>{0} {0:image|images}</source>
        <translation>{0} 张图像</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已略去</translation>
    </message>
</context>
<context>
    <name>Classes</name>
    <message>
        <source>an {0}</source>
        <translation>一个 {0}</translation>
    </message>
    <message>
        <source>a {0}</source>
        <translation>一个 {0}</translation>
    </message>
</context>
<context>
    <name>ClassesPage</name>
    <message>
        <source>Confusion matrix: true class by class read</source>
        <translation>混淆矩阵：真实类别与识别类别</translation>
    </message>
    <message>
        <source>Accuracy of each class</source>
        <translation>每个类别的准确率</translation>
    </message>
    <message>
        <source>in the classes&apos; order</source>
        <translation>按类别顺序</translation>
    </message>
    <message>
        <source>worst first</source>
        <translation>最差的在前</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Which class&apos;s bar comes first.</source>
        <translation>哪个类别的条形排在前面。</translation>
    </message>
    <message>
        <source>Images of the chosen cell</source>
        <translation>所选单元格的图像</translation>
    </message>
    <message>
        <source>Right, class by class</source>
        <translation>各类别的准确率</translation>
    </message>
    <message>
        <source>There are no such images.</source>
        <translation>没有这样的图像。</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Class {0}</source>
        <translation>类别 {0}</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>你想做什么？</translation>
    </message>
    <message>
        <source>No command has all of these words. Try fewer, or others.</source>
        <translation>没有含有这些词的命令。请少输入几个词，或换个词试试。</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Before and now</source>
        <translation>之前与现在</translation>
    </message>
    <message>
        <source>Probabilities before and now</source>
        <translation>之前与现在的概率</translation>
    </message>
    <message>
        <source>A pair a class: hollow is before the first change, solid is now.</source>
        <translation>每个类别一对：空心是第一次修改之前，实心是现在。</translation>
    </message>
    <message>
        <source>The answer is no longer a number: {0} is the first layer whose output ran beyond the largest number there is. Undo the change, or a part of it.</source>
        <translation>答案不再是数：{0} 是第一个输出超出可表示最大数的层。请撤销修改，或撤销一部分。</translation>
    </message>
    <message>
        <source>the softmax</source>
        <translation>softmax</translation>
    </message>
    <message>
        <source>class {0}: {1} before, {2} now</source>
        <translation>类别 {0}：之前 {1}，现在 {2}</translation>
    </message>
    <message>
        <source>How probable the network finds this class for the watched image.</source>
        <translation>网络认为所观察的图像属于这个类别的概率。</translation>
    </message>
</context>
<context>
    <name>ConvolutionPage</name>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>row 88 column 88, 888 of 888</source>
        <translation>第 88 行第 88 列，888 / 888</translation>
    </message>
    <message>
        <source>The window goes over the input, place by place</source>
        <translation>窗口在输入上逐个位置移动</translation>
    </message>
    <message>
        <source>Point at a cell, or move with the arrows: which outputs read it.</source>
        <translation>指向一个格子，或用方向键移动：看哪些输出读取它。</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Point at a cell, or move with the arrows: what it is made of.</source>
        <translation>指向一个格子，或用方向键移动：看它由什么组成。</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Each place of the window: value times weight. Click a weight to type another.</source>
        <translation>窗口的每个位置：数值乘以权重。点击权重可输入另一个值。</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>算式</translation>
    </message>
    <message>
        <source>the window is square here: type one number</source>
        <translation>这里的窗口是正方形：请输入一个数</translation>
    </message>
    <message>
        <source>{0}: type a number</source>
        <translation>{0}：请输入一个数</translation>
    </message>
    <message>
        <source>input {0}×{1}</source>
        <translation>输入 {0}×{1}</translation>
    </message>
    <message>
        <source>output {0}×{1}</source>
        <translation>输出 {0}×{1}</translation>
    </message>
    <message>
        <source>The picture is the last one that made sense.</source>
        <translation>显示的是最后一次合理的结果。</translation>
    </message>
    <message>
        <source>output = floor((input + 2·padding - kernel) / stride) + 1</source>
        <translation>输出 = floor((输入 + 2·填充 - 卷积核) / 步幅) + 1</translation>
    </message>
    <message>
        <source>row {0} column {1}</source>
        <translation>第 {0} 行第 {1} 列</translation>
    </message>
    <message>
        <source>window × kernel</source>
        <translation>窗口 × 卷积核</translation>
    </message>
    <message>
        <source>window × equal shares</source>
        <translation>窗口 × 相等的份额</translation>
    </message>
    <message>
        <source>the window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>the largest of {0}</source>
        <translation>{0} 个数中最大的</translation>
    </message>
    <message>
        <source>sum of the {0} {0:product|products}</source>
        <translation>{0} 个乘积之和</translation>
    </message>
    <message>
        <source>dx, the sum over {0} {0:output|outputs}</source>
        <translation>dx，对 {0} 个输出求和</translation>
    </message>
    <message>
        <source>equal to {0}&apos;s own number</source>
        <translation>等于 {0} 自己算出的数</translation>
    </message>
    <message>
        <source>backward, with every dy = 1</source>
        <translation>反向，每个 dy = 1</translation>
    </message>
    <message>
        <source>equal to {0}&apos;s own backward</source>
        <translation>等于 {0} 自己的反向结果</translation>
    </message>
    <message>
        <source>✗ a weight is a number such as 0.5, got {0!r}</source>
        <translation>✗ 权重应是 0.5 这样的数，得到的是 {0!r}</translation>
    </message>
</context>
<context>
    <name>CoveragePlot</name>
    <message>
        <source>Right, of those it answers</source>
        <translation>作答的图像中正确的比例</translation>
    </message>
    <message>
        <source>No image has an answer yet.</source>
        <translation>还没有图像得到答案。</translation>
    </message>
    <message>
        <source>at least {0} sure: {1} answered, {2} of those right</source>
        <translation>把握至少 {0}：回答了 {1}，其中正确 {2}</translation>
    </message>
    <message>
        <source>of all images are answered</source>
        <translation>作答的图像占全部的比例</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>step {0}: {1}</source>
        <translation>第 {0} 步：{1}</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>mean {0}</source>
        <translation>平均 {0}</translation>
    </message>
    <message>
        <source>mean of {0} steps</source>
        <translation>{0} 步的平均</translation>
    </message>
    <message>
        <source>each step</source>
        <translation>每一步</translation>
    </message>
    <message>
        <source>+{0} more</source>
        <translation>另有 {0} 条</translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2</translation>
    </message>
    <message>
        <source>LR</source>
        <translation>LR</translation>
    </message>
    <message>
        <source>L2 norm instead of RMS</source>
        <translation>用 L2 范数代替均方根</translation>
    </message>
    <message>
        <source>Show the L2 norm of each layer&apos;s whole gradient. It grows with the number of weights; the RMS per weight compares layers of any size.</source>
        <translation>显示每层整个梯度的 L2 范数。它随权重数量增大；每个权重的均方根可以比较任意大小的层。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Height of the curves</source>
        <translation>曲线的高度</translation>
    </message>
    <message>
        <source>Show the learning rate of each step in a plot of its own.</source>
        <translation>用单独的图显示每一步的学习率。</translation>
    </message>
    <message>
        <source>Fold the curves to one line</source>
        <translation>把曲线折叠为一行</translation>
    </message>
    <message>
        <source>Fold the curves to one line, so that the network has more room.</source>
        <translation>把曲线折叠为一行，给网络更多空间。</translation>
    </message>
    <message>
        <source>Open the curves</source>
        <translation>展开曲线</translation>
    </message>
    <message>
        <source>Open the curves; the network gets less room.</source>
        <translation>展开曲线；网络的空间变小。</translation>
    </message>
    <message>
        <source>run {0}</source>
        <translation>运行 {0}</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>{0}, steps of {1} images</source>
        <translation>{0}，每步 {1} 张图像</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Press Train (Space): the loss of each batch appears here.</source>
        <translation>按“训练”（空格）：每个批次的损失显示在这里。</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Train to see how many images are read right.</source>
        <translation>训练后可看到有多少图像读对。</translation>
    </message>
    <message>
        <source>Train to see how large each layer&apos;s gradient is.</source>
        <translation>训练后可看到每一层的梯度有多大。</translation>
    </message>
    <message>
        <source>Update / weight, RMS</source>
        <translation>更新 / 权重，均方根</translation>
    </message>
    <message>
        <source>Train to see how far each step moves the weights.</source>
        <translation>训练后可看到每一步使权重移动多少。</translation>
    </message>
    <message>
        <source>Train to see the learning rate of each step.</source>
        <translation>训练后可看到每一步的学习率。</translation>
    </message>
    <message>
        <source>Gradient, L2 norm</source>
        <translation>梯度，L2 范数</translation>
    </message>
    <message>
        <source>Drag: move what is zoomed; wheel or + and -: zoom the steps; double click: enlarge or put back; Esc: put back, or all steps; right click: more.</source>
        <translation>拖动：移动已放大的部分；滚轮或 + 和 -：缩放步数；双击：放大或放回；Esc：放回，或全部步数；右键：更多。</translation>
    </message>
    <message>
        <source>Drag: back in time, or move what is zoomed; wheel or + and -: zoom the steps; double click: enlarge or put back; Esc: put back, or all steps; right click: more.</source>
        <translation>拖动：回到过去，或移动已放大的部分；滚轮或 + 和 -：缩放步数；双击：放大或放回；Esc：放回，或全部步数；右键：更多。</translation>
    </message>
    <message>
        <source>Gradient, RMS per weight</source>
        <translation>梯度，每个权重的均方根</translation>
    </message>
    <message>
        <source>twin, right</source>
        <translation>正确的孪生网络</translation>
    </message>
    <message>
        <source>{0} on this batch, {1} as a {2}. It is -ln of the probability given to the right answer.</source>
        <translation>这个批次为 {0}，{2} 为 {1}。它是正确答案概率的 -ln。</translation>
    </message>
    <message>
        <source>{0} of this batch was read right, {1} as a {2}.</source>
        <translation>这个批次读对了 {0}，{2} 为 {1}。</translation>
    </message>
    <message>
        <source>{0} at this step, {1} as a {2}: how far it moved the weights, as a part of their size.</source>
        <translation>这一步为 {0}，{2} 为 {1}：这一步使权重移动了多少，占其大小的比例。</translation>
    </message>
    <message>
        <source>{0} at this step, {1} as a {2}: what the optimiser multiplies its steps with.</source>
        <translation>这一步为 {0}，{2} 为 {1}：优化器的步长所乘的数。</translation>
    </message>
    <message>
        <source>{0} at this step, {1} as a {2}: the length of the whole gradient of this layer.</source>
        <translation>这一步为 {0}，{2} 为 {1}：这一层整个梯度的长度。</translation>
    </message>
    <message>
        <source>{0} at this step, {1} as a {2}: how strongly a typical weight pulls on the loss.</source>
        <translation>这一步为 {0}，{2} 为 {1}：一个典型的权重对损失的影响有多强。</translation>
    </message>
    <message>
        <source>{0} at step {1}</source>
        <translation>第 {1} 步的{0}</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>{0} gradient norm</source>
        <translation>{0} 梯度范数</translation>
    </message>
    <message>
        <source>{0} gradient RMS</source>
        <translation>{0} 梯度均方根</translation>
    </message>
    <message>
        <source>{0} update / weight</source>
        <translation>{0} 更新 / 权重</translation>
    </message>
</context>
<context>
    <name>DataSheet</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Classes with their first images</source>
        <translation>各类别及其最前面的图像</translation>
    </message>
    <message>
        <source>What was understood</source>
        <translation>理解的结果</translation>
    </message>
    <message>
        <source>If it is otherwise</source>
        <translation>若并非如此</translation>
    </message>
    <message>
        <source>As guessed</source>
        <translation>按推测</translation>
    </message>
    <message>
        <source>Take back all that was said about these images.</source>
        <translation>撤回关于这些图像的所有说明。</translation>
    </message>
    <message>
        <source>Left out, and what else there is to know</source>
        <translation>略去的内容，以及其他需要知道的</translation>
    </message>
    <message>
        <source>How much has been read</source>
        <translation>已读取多少</translation>
    </message>
    <message>
        <source>Go on without the pictures that can&apos;t be read.</source>
        <translation>不用无法读取的图片，继续下去。</translation>
    </message>
    <message>
        <source>Bring the images to the size and colours that the network of now takes, so that it can stay.</source>
        <translation>把图像变成现在的网络所接受的大小和颜色，使网络得以保留。</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止读取</translation>
    </message>
    <message>
        <source>Nothing is opened; the run is as it was.</source>
        <translation>没有打开任何东西；运行保持原样。</translation>
    </message>
    <message>
        <source>Use these images</source>
        <translation>使用这些图像</translation>
    </message>
    <message>
        <source>Begin a new run on them (Enter); the run so far is kept.</source>
        <translation>用它们开始新的运行（回车）；目前的运行保留。</translation>
    </message>
    <message>
        <source>There must be two classes to tell apart.</source>
        <translation>至少要有两个类别才能区分。</translation>
    </message>
    <message>
        <source>Reading...</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Some of the images, as you said; all are being read again.</source>
        <translation>按你所说显示其中一些图像；正在重新读取全部。</translation>
    </message>
    <message>
        <source>Nothing is left out.</source>
        <translation>没有略去任何东西。</translation>
    </message>
    <message>
        <source>{0}, comes with cnnviz</source>
        <translation>{0}，cnnviz 自带</translation>
    </message>
    <message>
        <source>in colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>Bring them to {0}x{1}, {2}</source>
        <translation>变成 {0}×{1}，{2}</translation>
    </message>
    <message>
        <source>The run is on these images.</source>
        <translation>运行正在使用这些图像。</translation>
    </message>
    <message>
        <source>The run on them begins as soon as all are read.</source>
        <translation>全部读完后，用它们的运行立即开始。</translation>
    </message>
    <message>
        <source>The network of {0} stays, on these images; the run so far is kept, with its own.</source>
        <translation>{0} 的网络保留，改用这些图像；目前的运行连同它的图像一起保留。</translation>
    </message>
    <message>
        <source>The network has {0} outputs now: for these images it is made anew, of the same layers, with {1} outputs, one a class. The run so far is kept.</source>
        <translation>网络现在有 {0} 个输出：对这些图像要重新建立，层相同，有 {1} 个输出，每类一个。目前的运行保留。</translation>
    </message>
    <message>
        <source>The network takes {0} now: for these images it is made anew, of the same layers, with {1} inputs and {2} outputs. The run so far is kept.</source>
        <translation>网络现在接受的是 {0}：对这些图像要重新建立，层相同，有 {1} 个输入和 {2} 个输出。目前的运行保留。</translation>
    </message>
    <message>
        <source>They are too small for {0}, which is left out.</source>
        <translation>它们对 {0} 来说太小，该层被省去。</translation>
    </message>
    <message>
        <source>They get a border of zeros in {0}.</source>
        <translation>它们在 {0} 中会加上一圈零。</translation>
    </message>
    <message>
        <source>A new run begins on them; the run so far is kept, with its images.</source>
        <translation>用它们开始新的运行；目前的运行连同它的图像保留。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Save weights</source>
        <translation>保存权重</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>权重 (*.safetensors)</translation>
    </message>
    <message>
        <source>Load weights</source>
        <translation>载入权重</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.npz);;All files (*)</source>
        <translation>权重 (*.safetensors *.npz);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Recorded batches (*.trace)</source>
        <translation>记录 (*.trace)</translation>
    </message>
    <message>
        <source>Keep this recorded batch</source>
        <translation>保存这次记录</translation>
    </message>
    <message>
        <source>Recorded batches (*.trace);;All files (*)</source>
        <translation>记录 (*.trace);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a recorded batch</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Images (*.gz *.npz *.npy *.csv *.tsv *.bin *-ubyte *idx* *.png *.jpg *.jpeg *.bmp *.gif *.webp);;All files (*)</source>
        <translation>图像 (*.gz *.npz *.npy *.csv *.tsv *.bin *-ubyte *idx* *.png *.jpg *.jpeg *.bmp *.gif *.webp);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open images</source>
        <translation>打开图像</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp);;All files (*)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.bmp *.gif *.webp);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Open a folder of images</source>
        <translation>打开图像文件夹</translation>
    </message>
    <message>
        <source>Where are the run&apos;s images now?</source>
        <translation>这次运行的图像现在在哪里？</translation>
    </message>
    <message>
        <source>There are no steps to make a film of yet.</source>
        <translation>还没有可以做成影片的步。</translation>
    </message>
</context>
<context>
    <name>Divider</name>
    <message>
        <source>Drag it, or use the arrow keys; a double click puts it where it was at first.</source>
        <translation>拖动它，或用方向键；双击恢复到最初的位置。</translation>
    </message>
</context>
<context>
    <name>DrawCard</name>
    <message>
        <source>Draw a digit</source>
        <translation>画一个数字</translation>
    </message>
    <message>
        <source>Pad</source>
        <translation>画板</translation>
    </message>
    <message>
        <source>Draw with the mouse or a finger; the right button erases. By keyboard: arrows move the pen, Space puts it down and lifts it.</source>
        <translation>用鼠标或手指画；右键擦除。用键盘：方向键移动画笔，空格落笔和抬笔。</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>网络看到的图像</translation>
    </message>
    <message>
        <source>28 x 28 pixels, treated as MNIST&apos;s were: scaled to 20 pixels, put in the middle by its mass.</source>
        <translation>28 x 28 像素，处理方式与 MNIST 相同：缩放到 20 像素，按质心放到中央。</translation>
    </message>
    <message>
        <source>The network&apos;s answer</source>
        <translation>网络的答案</translation>
    </message>
    <message>
        <source>Left and Right, or a digit, choose the class that the gradient is for; Home goes back</source>
        <translation>左右方向键或数字键选择求梯度的类别；Home 恢复</translation>
    </message>
    <message>
        <source>Leave the pad</source>
        <translation>离开画板</translation>
    </message>
    <message>
        <source>The network is shown the batch&apos;s image again; the drawing stays here (D)</source>
        <translation>网络重新显示批次中的图像；画的内容保留在这里（D）</translation>
    </message>
    <message>
        <source>as it is seen</source>
        <translation>网络所见</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>读作</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Put ink onto the sheet (X changes to the eraser).</source>
        <translation>在画板上画墨迹（X 换成橡皮）。</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮</translation>
    </message>
    <message>
        <source>Take ink away; so does the right button (X).</source>
        <translation>擦去墨迹；右键也可以（X）。</translation>
    </message>
    <message>
        <source>Width of the brush</source>
        <translation>画笔粗细</translation>
    </message>
    <message>
        <source>The next strokes are thinner or thicker, and so is what the network sees of them.</source>
        <translation>之后的笔画变细或变粗，网络看到的也随之改变。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Change it until it is read as {0}</source>
        <translation>改变它，直到被读作 {0}</translation>
    </message>
    <message>
        <source>The pixels follow their gradient, thirty steps a second; undo takes all of them back.</source>
        <translation>像素沿着梯度变化，每秒三十步；撤销可全部恢复。</translation>
    </message>
    <message>
        <source>drawing</source>
        <translation>绘图</translation>
    </message>
    <message>
        <source>Nothing is drawn yet: draw, drop or paste a digit</source>
        <translation>还没有画：请画一个数字，或拖入、粘贴一个</translation>
    </message>
    <message>
        <source>{0} % sure</source>
        <translation>{0} % 的把握</translation>
    </message>
    <message>
        <source>step {0:,}</source>
        <translation>第 {0:,} 步</translation>
    </message>
    <message>
        <source>The network reads {0}, {1}</source>
        <translation>网络读作 {0}，{1}</translation>
    </message>
    <message>
        <source>Gradient for the class it reads; click another</source>
        <translation>对所读类别的梯度；点击另一个类别</translation>
    </message>
    <message>
        <source>Gradient for class {0}; click it again to undo</source>
        <translation>对类别 {0} 的梯度；再次点击取消</translation>
    </message>
    <message>
        <source>Click: the lower lane shows what would make the network read it as this class.</source>
        <translation>点击：下栏显示怎样才能让网络把它读作这个类别。</translation>
    </message>
</context>
<context>
    <name>Drawing</name>
    <message>
        <source>your drawing</source>
        <translation>你画的图</translation>
    </message>
    <message>
        <source>What was recorded of the image before was let go.</source>
        <translation>此前对该图像所作的记录已舍弃。</translation>
    </message>
    <message>
        <source>The recorded batch gave way to the drawing. “Back to the batch” brings it back, and so does Ctrl+Z after the strokes.</source>
        <translation>记录的批次已让位给手绘。“回到批次”可将其找回；撤销笔画之后，Ctrl+Z 也可以。</translation>
    </message>
    <message>
        <source>Back to the batch</source>
        <translation>回到批次</translation>
    </message>
    <message>
        <source>Nothing is drawn yet: draw a digit first.</source>
        <translation>还没有画：请先画一个数字。</translation>
    </message>
</context>
<context>
    <name>Evaluate</name>
    <message>
        <source>read as {0}</source>
        <translation>读作 {0}</translation>
    </message>
    <message>
        <source>{0} is {1}</source>
        <translation>{0} 是{1}</translation>
    </message>
    <message>
        <source>is {0}</source>
        <translation>是{0}</translation>
    </message>
    <message>
        <source>{0}, {1} sure</source>
        <translation>{0}，把握 {1}</translation>
    </message>
    <message>
        <source>{0} sure</source>
        <translation>把握 {0}</translation>
    </message>
    <message>
        <source>read as →</source>
        <translation>读作 →</translation>
    </message>
    <message>
        <source>← true class</source>
        <translation>← 真实类别</translation>
    </message>
    <message>
        <source>✓ read rightly</source>
        <translation>✓ 读对</translation>
    </message>
    <message>
        <source>no mistakes</source>
        <translation>没有错误</translation>
    </message>
    <message>
        <source>× part of the true class: 0</source>
        <translation>× 占真实类别的比例：0</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>How well each class is read, and which is taken for which.</source>
        <translation>每个类别识别得怎样，哪个被当成哪个。</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>The images that are read wrongly, the most confident ones first.</source>
        <translation>读错的图像，最有把握的在前。</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Whether the network is as sure as it is right.</source>
        <translation>网络的把握是否与它的准确率相符。</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>分布图</translation>
    </message>
    <message>
        <source>Each image a point, layer by layer: where the classes come apart.</source>
        <translation>每张图像是一个点，逐层观察：类别在哪里分开。</translation>
    </message>
    <message>
        <source>Robustness</source>
        <translation>鲁棒性</translation>
    </message>
    <message>
        <source>How much noise, shift and rotation its reading bears.</source>
        <translation>它的识别能承受多少噪声、平移和旋转。</translation>
    </message>
    <message>
        <source>I don&apos;t know</source>
        <translation>我不知道</translation>
    </message>
    <message>
        <source>A threshold below which it gives no answer, and what that buys.</source>
        <translation>设一个阈值，低于它就不作答，看看有什么收获。</translation>
    </message>
    <message>
        <source>test image {0}</source>
        <translation>测试图像 {0}</translation>
    </message>
    <message>
        <source>training image {0}</source>
        <translation>训练图像 {0}</translation>
    </message>
    <message>
        <source>test images, network at step {0}</source>
        <translation>测试图像，第 {0} 步的网络</translation>
    </message>
    <message>
        <source>training images, network at step {0}</source>
        <translation>训练图像，第 {0} 步的网络</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>guessing: {0}</source>
        <translation>随机猜测：{0}</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>standard deviation (black is 0, white is 1)</source>
        <translation>标准差（黑为 0，白为 1）</translation>
    </message>
    <message>
        <source>noise {0}</source>
        <translation>噪声 {0}</translation>
    </message>
    <message>
        <source>noise of {0}</source>
        <translation>噪声 {0}</translation>
    </message>
    <message>
        <source>{0}, noise {1}</source>
        <translation>{0}，噪声 {1}</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>pixels, in any direction</source>
        <translation>像素，任意方向</translation>
    </message>
    <message>
        <source>{0} px</source>
        <translation>{0} 像素</translation>
    </message>
    <message>
        <source>a shift of {0} px</source>
        <translation>平移 {0} 像素</translation>
    </message>
    <message>
        <source>{0}, shifted {1} px</source>
        <translation>{0}，平移 {1} 像素</translation>
    </message>
    <message>
        <source>A shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>degrees, to either side</source>
        <translation>度，左右皆可</translation>
    </message>
    <message>
        <source>{0} degrees</source>
        <translation>{0} 度</translation>
    </message>
    <message>
        <source>a rotation of {0} degrees</source>
        <translation>旋转 {0} 度</translation>
    </message>
    <message>
        <source>{0}, rotated {1} degrees</source>
        <translation>{0}，旋转 {1} 度</translation>
    </message>
    <message>
        <source>A rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>The same images, disturbed more and more: the curves grow as they are measured.</source>
        <translation>同样的图像，干扰越来越大：曲线随测量延伸。</translation>
    </message>
    <message>
        <source>It reads hardly better than guessing as it is: there is nothing to lose yet.</source>
        <translation>它现在几乎与随机猜测一样：还没有什么可失去的。</translation>
    </message>
    <message>
        <source>Nothing drawn here costs it a tenth of what it reads better than guessing.</source>
        <translation>图中的任何干扰都没有使它高出随机猜测的部分下降十分之一。</translation>
    </message>
    <message>
        <source>Its {0} are {6} points above guessing; it keeps nine tenths of these up to {1}, {2} or {3}. {4} is the first to hurt, after {5} of what is drawn here.</source>
        <translation>准确率 {0} 比随机猜测高 {6} 个百分点；在{1}、{2}或{3}之内，它保住了其中的十分之九。最先造成影响的是{4}，只到图中范围的 {5}。</translation>
    </message>
    <message>
        <source>{0}: not measured yet.</source>
        <translation>{0}：尚未测量。</translation>
    </message>
    <message>
        <source>{0} of {1} images are read rightly. {2} is read as {3} {4}, {5} sure. Click shows it.</source>
        <translation>{1} 张图像中有 {0} 张读对。{2} 被读作 {3}，{4}，把握 {5}。点击即可查看。</translation>
    </message>
    <message>
        <source>How many images are measured, drawn from all of them. More take longer, and err less.</source>
        <translation>从全部图像中抽取多少张来测量。多则更慢，误差更小。</translation>
    </message>
    <message>
        <source>Not all is measured.</source>
        <translation>还没有全部测完。</translation>
    </message>
    <message>
        <source>first component: {0} of the variance</source>
        <translation>第一主成分：方差的 {0}</translation>
    </message>
    <message>
        <source>second component: {0}</source>
        <translation>第二主成分：{0}</translation>
    </message>
    <message>
        <source>true {0}: {1} of {2} {1:is|are} read as something else. Click for these images.</source>
        <translation>真实类别 {0}：{2} 张中有 {1} 张被读作别的。点击查看这些图像。</translation>
    </message>
    <message>
        <source>read as {0}: {1} of {2} are something else. Click for these images.</source>
        <translation>读作 {0}：{2} 张中有 {1} 张是别的。点击查看这些图像。</translation>
    </message>
    <message>
        <source>true {0}, read as {1}: {2} of {3} ({4}), {5}.</source>
        <translation>真实类别 {0}，读作 {1}：{3} 张中的 {2} 张（{4}），{5}。</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>true {0}, read as something else: {1}</source>
        <translation>真实类别 {0}，读作别的：{1}</translation>
    </message>
    <message>
        <source>something else, read as {0}: {1}</source>
        <translation>真实类别是别的，读作 {0}：{1}</translation>
    </message>
    <message>
        <source>least sure first</source>
        <translation>最没把握的在前</translation>
    </message>
    <message>
        <source>surest first</source>
        <translation>最有把握的在前</translation>
    </message>
    <message>
        <source>true {0}, read as {1}: {2}, {3}</source>
        <translation>真实类别 {0}，读作 {1}：{2}，{3}</translation>
    </message>
    <message>
        <source>true {0}, read as {1}: {2}</source>
        <translation>真实类别 {0}，读作 {1}：{2}</translation>
    </message>
    <message>
        <source>There is no {0} among these images.</source>
        <translation>这些图像中没有 {0}。</translation>
    </message>
    <message>
        <source>Of {0} {0:image|images} of {1}, {2} {2:is|are} read rightly ({3}).</source>
        <translation>{1} 的 {0} 张图像中，读对 {2} 张（{3}）。</translation>
    </message>
    <message>
        <source>Of {0} read as {1}, {2} {2:is|are} right: precision {3}.</source>
        <translation>读作 {1} 的 {0} 张中，{2} 张正确：精确率 {3}。</translation>
    </message>
    <message>
        <source>{0} {0:image is|images are} read with a confidence of {1} to {2}, on average {3}.</source>
        <translation>{0} 张图像的置信度在 {1} 到 {2} 之间，平均 {3}。</translation>
    </message>
    <message>
        <source>None at all is read as {0}.</source>
        <translation>没有一张被读作 {0}。</translation>
    </message>
    <message>
        <source>{0}, read rightly, {1} sure.</source>
        <translation>{0}，读对，把握 {1}。</translation>
    </message>
    <message>
        <source>true {0}, read as {1}, {2} sure; {0} got {3}.</source>
        <translation>真实类别 {0}，读作 {1}，把握 {2}；{0} 得到 {3}。</translation>
    </message>
    <message>
        <source>Click or Enter: to the canvas.</source>
        <translation>点击或回车：显示在画布上。</translation>
    </message>
    <message>
        <source>There are no images.</source>
        <translation>没有图像。</translation>
    </message>
    <message>
        <source>On average it is {0} sure and {1} right: it is about as sure as it is right.</source>
        <translation>平均把握 {0}，准确率 {1}：把握与准确率大致相符。</translation>
    </message>
    <message>
        <source>When it is {0} sure it is right {1} of the time: {2}.</source>
        <translation>当它的把握为 {0} 时，准确率为 {1}：{2}。</translation>
    </message>
    <message>
        <source>it is too modest</source>
        <translation>它过于谦虚</translation>
    </message>
    <message>
        <source>it is too sure of itself</source>
        <translation>它过于自信</translation>
    </message>
    <message>
        <source>At T = {0}: {1}</source>
        <translation>T = {0} 时：{1}</translation>
    </message>
    <message>
        <source>No image is read with a confidence of {0} to {1}.</source>
        <translation>没有图像的置信度在 {0} 到 {1} 之间。</translation>
    </message>
    <message>
        <source>{0} of them rightly: {1}.</source>
        <translation>其中 {0} 张读对：{1}。</translation>
    </message>
    <message>
        <source>Adds {0} to the error.</source>
        <translation>使误差增加 {0}。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop here. What is found stays.</source>
        <translation>在此停止。已得到的结果保留。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation>{0} 张图像</translation>
    </message>
    <message>
        <source>all {0} images</source>
        <translation>全部 {0} 张图像</translation>
    </message>
    <message>
        <source>Begin this work anew.</source>
        <translation>重新开始这项工作。</translation>
    </message>
    <message>
        <source>How many images are mapped, drawn from all of them.</source>
        <translation>从全部图像中抽取多少张来画。</translation>
    </message>
    <message>
        <source>Not all layers are mapped.</source>
        <translation>有些层还没有画出。</translation>
    </message>
</context>
<context>
    <name>EvaluateSheet</name>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>The images are being loaded.</source>
        <translation>正在载入图像。</translation>
    </message>
    <message>
        <source>There are no test images. The training images can be chosen above.</source>
        <translation>没有测试图像。可以在上方选择训练图像。</translation>
    </message>
    <message>
        <source>The network is reading the images.</source>
        <translation>网络正在读取图像。</translation>
    </message>
    <message>
        <source>Nothing has been evaluated yet.</source>
        <translation>还没有评估过。</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>test images</source>
        <translation>测试图像</translation>
    </message>
    <message>
        <source>training images</source>
        <translation>训练图像</translation>
    </message>
    <message>
        <source>Which images are read: those it has never learnt from, or those that it is trained on.</source>
        <translation>读取哪些图像：它从未学过的，还是用来训练的。</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>after each test</source>
        <translation>每次测试后</translation>
    </message>
    <message>
        <source>Evaluate again after each test, at the end of an epoch, while this sheet is open.</source>
        <translation>本页打开时，在每轮末尾的测试之后重新评估。</translation>
    </message>
    <message>
        <source>Evaluate after each test</source>
        <translation>每次测试后评估</translation>
    </message>
    <message>
        <source>Evaluate again</source>
        <translation>重新评估</translation>
    </message>
    <message>
        <source>Have the network read all training images: each class, every mistake, how sure it is.</source>
        <translation>让网络读取全部训练图像：每个类别、每个错误、把握有多大。</translation>
    </message>
    <message>
        <source>Have the network as it is now read all images. Training isn&apos;t held up.</source>
        <translation>让现在的网络读取全部图像。训练不受影响。</translation>
    </message>
</context>
<context>
    <name>EvaluationBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop evaluating. The result of before stays.</source>
        <translation>停止评估。之前的结果保留。</translation>
    </message>
    <message>
        <source>{0} % right: {1} of {2}</source>
        <translation>{0} % 正确：{2} 张中的 {1} 张</translation>
    </message>
    <message>
        <source>Reading the images...</source>
        <translation>正在读取图像…</translation>
    </message>
    <message>
        <source>mean loss {0} · {1}</source>
        <translation>平均损失 {0} · {1}</translation>
    </message>
</context>
<context>
    <name>ExercisePage</name>
    <message>
        <source>Quantities: Left and Right</source>
        <translation>各个量：左右方向键</translation>
    </message>
    <message>
        <source>your lines</source>
        <translation>你的代码</translation>
    </message>
    <message>
        <source>Where you make this quantity.</source>
        <translation>你计算这个量的地方。</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>The lines of the core&apos;s own layer.</source>
        <translation>core 中该层自己的代码。</translation>
    </message>
    <message>
        <source>printed</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>What your file printed while it was checked.</source>
        <translation>检查时你的文件打印的内容。</translation>
    </message>
    <message>
        <source>Lines of code</source>
        <translation>代码行</translation>
    </message>
    <message>
        <source>Note: {0}</source>
        <translation>说明：{0}</translation>
    </message>
    <message>
        <source>arguments unchanged</source>
        <translation>参数未被改动</translation>
    </message>
    <message>
        <source>share kept</source>
        <translation>保留的比例</translation>
    </message>
    <message>
        <source>a mask each</source>
        <translation>每次一个掩码</translation>
    </message>
    <message>
        <source>running mean</source>
        <translation>滑动均值</translation>
    </message>
    <message>
        <source>running variance</source>
        <translation>滑动方差</translation>
    </message>
    <message>
        <source>weights after each step</source>
        <translation>每一步之后的权重</translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>It is being checked.</source>
        <translation>正在检查。</translation>
    </message>
    <message>
        <source>{0} {0:number|numbers}, all right.</source>
        <translation>{0} 个数，全部正确。</translation>
    </message>
    <message>
        <source>{0} of {1} numbers {0:differs|differ}; the first one is outlined.</source>
        <translation>{1} 个数中有 {0} 个不同；第一个已用框标出。</translation>
    </message>
    <message>
        <source>Nothing is known of it yet.</source>
        <translation>还没有任何结果。</translation>
    </message>
    <message>
        <source>{0} is right.</source>
        <translation>{0} 正确。</translation>
    </message>
    <message>
        <source>{0}: they are.</source>
        <translation>{0}：是的。</translation>
    </message>
    <message>
        <source>{0} isn&apos;t seen to the end:</source>
        <translation>{0} 没有看完：</translation>
    </message>
    <message>
        <source>Mend first what stops there.</source>
        <translation>先改好让它停下的地方。</translation>
    </message>
    <message>
        <source>Not written yet.</source>
        <translation>还没有写。</translation>
    </message>
    <message>
        <source>Write it in your file, and save.</source>
        <translation>在你的文件中写出来，然后保存。</translation>
    </message>
    <message>
        <source>It doesn&apos;t get that far:</source>
        <translation>还没有走到这一步：</translation>
    </message>
    <message>
        <source>Line {0} of {1}.</source>
        <translation>{1} 第 {0} 行。</translation>
    </message>
    <message>
        <source>{0} isn&apos;t right yet:</source>
        <translation>{0} 还不正确：</translation>
    </message>
    <message>
        <source>First in the trial &quot;{0}&quot;.</source>
        <translation>首先在试验“{0}”中。</translation>
    </message>
    <message>
        <source>An argument is changed:</source>
        <translation>某个参数被改动了：</translation>
    </message>
    <message>
        <source>and {0}</source>
        <translation>并且{0}</translation>
    </message>
    <message>
        <source>Your {0} is what comes out if</source>
        <translation>你的 {0} 正是下面这种错误的结果：</translation>
    </message>
    <message>
        <source>It equals that in every number of every trial.</source>
        <translation>在每次试验的每个数上都与它相等。</translation>
    </message>
    <message>
        <source>It equals that wherever it runs. But {0}</source>
        <translation>凡是能运行的地方，都与之相等。但是 {0}</translation>
    </message>
    <message>
        <source>It equals that in every trial in which it came. In others it stopped before.</source>
        <translation>凡是给出它的试验里都与此相等。在其他试验里，在此之前就停了。</translation>
    </message>
    <message>
        <source>It equals that wherever it is a finite number.</source>
        <translation>凡是有限的数，都与之相等。</translation>
    </message>
    <message>
        <source>It equals that wherever its shape is right. In another trial the shape is wrong.</source>
        <translation>凡是形状正确的地方都与之相等。在另一个试验中形状不对。</translation>
    </message>
    <message>
        <source>It equals that in every usual trial; in those that ask for more it is wrong in another way.</source>
        <translation>在每次普通试验中都与它相等；在要求更高的试验中，错误有所不同。</translation>
    </message>
    <message>
        <source>Your {0} has the shape {1}; {2} is right.</source>
        <translation>你的 {0} 的形状是 {1}；正确的是 {2}。</translation>
    </message>
    <message>
        <source>It is made of layers that aren&apos;t right themselves: {0}. Begin with those.</source>
        <translation>它由本身还不正确的层组成：{0}。请先修正它们。</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>output channel</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <source>input channel</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>With that mistake the same place comes to {0}: your number.</source>
        <translation>带有这个错误时，同一位置得到 {0}：正是你的数。</translation>
    </message>
    <message>
        <source>There are no lines for this one.</source>
        <translation>这里没有对应的代码行。</translation>
    </message>
    <message>
        <source>The last lines that your file printed</source>
        <translation>你的文件最后打印的几行</translation>
    </message>
    <message>
        <source>How it begins</source>
        <translation>起始情况</translation>
    </message>
    <message>
        <source>{0}, {1}, lines {2} to {3}</source>
        <translation>{0}，{1}，第 {2} 到 {3} 行</translation>
    </message>
    <message>
        <source>{0}{1}, lines {2} to {3}</source>
        <translation>{0}{1}，第 {2} 到 {3} 行</translation>
    </message>
</context>
<context>
    <name>ExplainerPanel</name>
    <message>
        <source>Explanation</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>正在载入</translation>
    </message>
    <message>
        <source>Reading the images and building the network.</source>
        <translation>正在读取图像并搭建网络。</translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation>发散</translation>
    </message>
    <message>
        <source>A number grew beyond all bounds. A lower learning rate, then Reset, usually helps.</source>
        <translation>有一个数无限增大。通常降低学习率再重置即可。</translation>
    </message>
    <message>
        <source>{0}, forward</source>
        <translation>{0}，前向</translation>
    </message>
    <message>
        <source>{0}, backward</source>
        <translation>{0}，反向</translation>
    </message>
    <message>
        <source>The loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>To begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>train now (Space), open the trained network (Ctrl+T), draw a digit (D), or take the tour (F1). Top: what each layer computed for this image; beneath it, its gradient.</source>
        <translation>立即训练（空格），打开训练好的网络（Ctrl+T），画一个数字（D），或参加导览（F1）。上方：每一层为这张图像算出的结果；下方：它的梯度。</translation>
    </message>
    <message>
        <source>Top: what each layer computed for this image at step {0}. Beneath it, in the same place: by how much that has changed since, up to step {1}. Orange is positive, blue negative.</source>
        <translation>上方：第 {0} 步时每一层为这张图像算出的结果。下方同一位置：此后到第 {1} 步为止变化了多少。橙色为正，蓝色为负。</translation>
    </message>
    <message>
        <source>Top: what each layer computed for this image at step {0}. Beneath it, in the same place: what it computes now, at step {1}. Orange is positive, blue negative.</source>
        <translation>上方：第 {0} 步时每一层为这张图像算出的结果。下方同一位置：它现在（第 {1} 步）算出的结果。橙色为正，蓝色为负。</translation>
    </message>
    <message>
        <source>From left to right: what goes in, what the layer makes of it, what comes out. Beneath it: how the loss would change if that number grew. Orange is positive, blue negative.</source>
        <translation>从左到右：输入什么、这一层怎样处理、输出什么。下方：如果那个数增大，损失会怎样变化。橙色为正，蓝色为负。</translation>
    </message>
    <message>
        <source>Block {0}</source>
        <translation>块 {0}</translation>
    </message>
    <message>
        <source>Layer {0}</source>
        <translation>层 {0}</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Top: what each layer computed for this image. Beneath it, in the same place: how the loss would change if that number grew. Orange is positive, blue negative.</source>
        <translation>上方：每一层为这张图像算出的结果。下方同一位置：若那个数增大，损失如何变化。橙色为正，蓝色为负。</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>must be a number</source>
        <translation>必须是数</translation>
    </message>
</context>
<context>
    <name>FileSaving</name>
    <message>
        <source>Saved the picture to {0}</source>
        <translation>图片已保存到 {0}</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Save somewhere else</source>
        <translation>保存到别处</translation>
    </message>
    <message>
        <source>Saved the weights to {0}</source>
        <translation>权重已保存到 {0}</translation>
    </message>
    <message>
        <source>Load it with the images of MNIST</source>
        <translation>改用 MNIST 的图像载入</translation>
    </message>
    <message>
        <source>Loaded the weights of {0}</source>
        <translation>已载入 {0} 的权重</translation>
    </message>
    <message>
        <source>Opened a trained network: LeNet-5 after {0} epochs of MNIST. D draws a digit.</source>
        <translation>已打开一个训练好的网络：在 MNIST 上训练了 {0} 轮的 LeNet-5。按 D 画一个数字。</translation>
    </message>
    <message>
        <source>There is no recorded batch to keep. Record one first (R).</source>
        <translation>没有可保存的已记录批次。请先记录一个（R）。</translation>
    </message>
    <message>
        <source>Kept the recorded batch in {0}</source>
        <translation>已把记录的批次保存到 {0}</translation>
    </message>
    <message>
        <source>What was recorded in this file is no batch of images with labels.</source>
        <translation>这个文件里的记录不是带标签的图像批次。</translation>
    </message>
    <message>
        <source>Opened {0}, recorded at step {1:,}</source>
        <translation>已打开 {0}，记录于第 {1:,} 步</translation>
    </message>
    <message>
        <source>A new run began; the one before was kept. Its rate is {0}, as it was set last.</source>
        <translation>新的运行已开始；之前的运行已保留。学习率是最后设定的 {0}。</translation>
    </message>
    <message>
        <source>A new run began; the one before was kept.</source>
        <translation>新的运行已开始；之前的运行已保留。</translation>
    </message>
    <message>
        <source>A new run began; Ctrl+Z goes back to the network of {0}.</source>
        <translation>新的运行已开始；按 Ctrl+Z 可回到 {0} 的网络。</translation>
    </message>
    <message>
        <source>another run is kept in it by now</source>
        <translation>其中现在保存的是另一次运行</translation>
    </message>
    <message>
        <source>Runs (Ctrl+E) shows those that are there</source>
        <translation>“运行”（Ctrl+E）列出现有的运行</translation>
    </message>
    <message>
        <source>{1} was brought back at step {0}, paused.</source>
        <translation>{1} 已恢复到第 {0} 步，处于暂停。</translation>
    </message>
    <message>
        <source>The steps before that were not kept.</source>
        <translation>此前的各步没有保留。</translation>
    </message>
    <message>
        <source>Its weights were changed by hand; what they were before was not kept.</source>
        <translation>它的权重曾被手动改动；改动前的值没有保留。</translation>
    </message>
    <message>
        <source>The batch that was recorded of it was not kept.</source>
        <translation>它所记录的批次没有保留。</translation>
    </message>
    <message>
        <source>There is no run to go back to.</source>
        <translation>没有可以返回的运行。</translation>
    </message>
    <message>
        <source>Find the images...</source>
        <translation>查找图像…</translation>
    </message>
</context>
<context>
    <name>FilmDialog</name>
    <message>
        <source>Film of this run</source>
        <translation>这次运行的影片</translation>
    </message>
    <message>
        <source>from {0} to {1}, the first before the last</source>
        <translation>从 {0} 到 {1}，起始小于末尾</translation>
    </message>
    <message>
        <source>must be at least 2</source>
        <translation>必须至少为 2</translation>
    </message>
    <message>
        <source>must be from 1 to {0}</source>
        <translation>必须是 1 到 {0}</translation>
    </message>
    <message>
        <source>Write the film</source>
        <translation>写出影片</translation>
    </message>
    <message>
        <source>Writing the file.</source>
        <translation>正在写文件。</translation>
    </message>
    <message>
        <source>Picture {0} of {1}: step {2}</source>
        <translation>第 {0} 幅，共 {1} 幅：第 {2} 步</translation>
    </message>
    <message>
        <source> The pictures made so far are in {0}.</source>
        <translation>已做好的图片在 {0} 中。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>the window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>the network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>picture of</source>
        <translation>画面内容</translation>
    </message>
    <message>
        <source>What every picture of the film shows.</source>
        <translation>影片的每幅画面显示什么。</translation>
    </message>
    <message>
        <source>from step</source>
        <translation>起始步</translation>
    </message>
    <message>
        <source>The first step of the film.</source>
        <translation>影片的第一步。</translation>
    </message>
    <message>
        <source>to step</source>
        <translation>末尾步</translation>
    </message>
    <message>
        <source>The last step of the film.</source>
        <translation>影片的最后一步。</translation>
    </message>
    <message>
        <source>pictures at most</source>
        <translation>画面数上限</translation>
    </message>
    <message>
        <source>Fewer keyframes are shown, evenly, if there are more.</source>
        <translation>若关键帧更多，则均匀地少显示一些。</translation>
    </message>
    <message>
        <source>pictures a second</source>
        <translation>每秒画面数</translation>
    </message>
    <message>
        <source>How fast the film is.</source>
        <translation>影片有多快。</translation>
    </message>
    <message>
        <source>PNG pictures</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>animated PNG</source>
        <translation>动画 PNG</translation>
    </message>
    <message>
        <source>kind of file</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>PNG pictures need no other package.</source>
        <translation>PNG 图片不需要其他软件包。</translation>
    </message>
    <message>
        <source>A folder for the pictures: an empty one, or one to get a folder “film” in it</source>
        <translation>存放图片的文件夹：空文件夹，或在其中新建文件夹 film</translation>
    </message>
    <message>
        <source>{0} {0:picture|pictures}: {1}</source>
        <translation>{0} 幅画面：{1}</translation>
    </message>
    <message>
        <source>{0} {0:picture|pictures}: the first step, the last, and between them one for each step that was kept.</source>
        <translation>{0} 幅画面：第一步、最后一步，以及其间每个保存过的步各一幅。</translation>
    </message>
    <message>
        <source>{0} {0:picture|pictures}, evenly chosen of {1}: the first step, the last, and between them one for each step that was kept.</source>
        <translation>{0} 幅画面，从 {1} 幅中均匀选取：第一步、最后一步，以及其间每个保存过的步各一幅。</translation>
    </message>
    <message>
        <source>Make the film…</source>
        <translation>制作影片…</translation>
    </message>
    <message>
        <source>Make the film</source>
        <translation>制作影片</translation>
    </message>
    <message>
        <source>Ask where to, then go through the steps.</source>
        <translation>先询问保存位置，再逐步制作。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stop making the film.</source>
        <translation>停止制作影片。</translation>
    </message>
    <message>
        <source>Close this card.</source>
        <translation>关闭这张卡片。</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Training {0:,}</source>
        <translation>训练 {0:,}</translation>
    </message>
    <message>
        <source>Test {0:,}</source>
        <translation>测试 {0:,}</translation>
    </message>
</context>
<context>
    <name>FirstWrong</name>
    <message>
        <source>The first wrong number</source>
        <translation>第一个错误的数</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>你的</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>{0} in the trial &quot;{1}&quot;</source>
        <translation>试验“{1}”中的 {0}</translation>
    </message>
</context>
<context>
    <name>ForgottenGrid</name>
    <message>
        <source>{0}: never forgotten</source>
        <translation>{0}：从未遗忘</translation>
    </message>
    <message>
        <source>{0}: forgotten once</source>
        <translation>{0}：遗忘一次</translation>
    </message>
    <message>
        <source>{0}: forgotten {1} times</source>
        <translation>{0}：遗忘 {1} 次</translation>
    </message>
    <message>
        <source>{0}: forgotten {1} {1:time|times}, right at {2} of {3} {3:look|looks}</source>
        <translation>{0}：遗忘 {1} 次，{3} 次查看中 {2} 次正确</translation>
    </message>
</context>
<context>
    <name>ForgottenSection</name>
    <message>
        <source>Learnt and forgotten</source>
        <translation>学会与遗忘</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>The images in sight, at each keyframe.</source>
        <translation>当前所见的图像，在每个关键帧。</translation>
    </message>
    <message>
        <source>Training set</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>Of {0} {0:image that was|images that were} in a batch, {1} {1:was|were} learnt, {2} of them forgotten again.</source>
        <translation>在批次中出现过的 {0} 张图像中，学会了 {1} 张，其中 {2} 张又被遗忘。</translation>
    </message>
    <message>
        <source>All training images, each time they were in a batch.</source>
        <translation>全部训练图像，每次出现在批次中时。</translation>
    </message>
    <message>
        <source>Test set</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>All test images, at up to {0} keyframes.</source>
        <translation>全部测试图像，最多在 {0} 个关键帧。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop reading the images; nothing is kept of it.</source>
        <translation>停止读取图像；不保留任何结果。</translation>
    </message>
    <message>
        <source>Images, most forgotten first</source>
        <translation>图像，遗忘最多的在前</translation>
    </message>
    <message>
        <source>Looking at the images.</source>
        <translation>正在查看图像。</translation>
    </message>
    <message>
        <source>training image {0}</source>
        <translation>训练图像 {0}</translation>
    </message>
    <message>
        <source>{0} of {1} were forgotten again, one of them {2} {2:time|times}.</source>
        <translation>{1} 张中有 {0} 张又被遗忘，其中一张 {2} 次。</translation>
    </message>
    <message>
        <source>{0} of {1} were forgotten again, each of them once.</source>
        <translation>{1} 张中有 {0} 张又被遗忘，各一次。</translation>
    </message>
    <message>
        <source>One of {1} was forgotten again, {2} {2:time|times}.</source>
        <translation>{1} 张中有一张又被遗忘，{2} 次。</translation>
    </message>
    <message>
        <source>Counted from step {0}: what came before was not kept.</source>
        <translation>从第 {0} 步开始计数：更早的没有保存。</translation>
    </message>
    <message>
        <source>image {0}</source>
        <translation>图像 {0}</translation>
    </message>
    <message>
        <source>test image {0}</source>
        <translation>测试图像 {0}</translation>
    </message>
    <message>
        <source>None of {1} was forgotten again.</source>
        <translation>{1} 张中没有一张又被遗忘。</translation>
    </message>
    <message>
        <source>Click to watch it.</source>
        <translation>点击观察它。</translation>
    </message>
</context>
<context>
    <name>GoOnDialog</name>
    <message>
        <source>Go on from step {0}</source>
        <translation>从第 {0} 步继续</translation>
    </message>
    <message>
        <source>A branch begins here. The steps after it stay as they are, in the run beside it.</source>
        <translation>从这里开始一个分支。其后的各步保持原样，留在旁边的运行中。</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>How much of the last direction goes on.</source>
        <translation>上一步的方向保留多少。</translation>
    </message>
    <message>
        <source>Of the next step; the schedule goes on from it. Empty: what another schedule makes of the run&apos;s {0} at this step.</source>
        <translation>下一步的学习率；调度由此继续。留空：由另一种调度按本次运行的 {0} 算出这一步的学习率。</translation>
    </message>
    <message>
        <source>Take the gradient where momentum is about to lead; for SGD with momentum.</source>
        <translation>在动量将要到达之处取梯度；用于带动量的 SGD。</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>How strongly weights are pulled towards zero.</source>
        <translation>权重被拉向零的力度。</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Another one begins with nothing remembered; it mostly wants another learning rate.</source>
        <translation>换一个优化器就从没有任何记忆开始；通常还需要另一个学习率。</translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>How the rate changes over the epochs.</source>
        <translation>学习率怎样随轮数变化。</translation>
    </message>
    <message>
        <source>How long the schedule is.</source>
        <translation>调度有多长。</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>The branch counts its steps anew: the images seen so far by the new size.</source>
        <translation>分支重新计步：至今看过的图像数除以新的批次大小。</translation>
    </message>
    <message>
        <source>Move and slant each image at random, anew in every epoch.</source>
        <translation>每一轮都重新随机移动和倾斜每张图像。</translation>
    </message>
    <message>
        <source>augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Another seed brings the images that follow in another order.</source>
        <translation>换一个随机种子，之后的图像就按另一种次序出现。</translation>
    </message>
    <message>
        <source>order of the images</source>
        <translation>图像的次序</translation>
    </message>
    <message>
        <source>Of the run&apos;s rate {0} the schedule makes {1} at this step.</source>
        <translation>学习率调度由本次训练的 {0} 在这一步得出 {1}。</translation>
    </message>
    <message>
        <source>Another number here scales all that follow.</source>
        <translation>在此填入其他数值，之后的学习率都按比例改变。</translation>
    </message>
    <message>
        <source>All that follow are scaled: the run&apos;s rate becomes {2}.</source>
        <translation>之后的学习率都按比例改变：本次训练的学习率变为 {2}。</translation>
    </message>
    <message>
        <source>the schedule&apos;s</source>
        <translation>由调度决定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stay at this step; nothing begins.</source>
        <translation>停留在这一步；什么也不开始。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Begin the branch, paused.</source>
        <translation>开始分支，处于暂停。</translation>
    </message>
</context>
<context>
    <name>GradientBars</name>
    <message>
        <source>no direction</source>
        <translation>没有方向</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{0} %, against it</source>
        <translation>{0} %，方向相反</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
</context>
<context>
    <name>GreyHistogram</name>
    <message>
        <source>most often {0}, {1} times</source>
        <translation>最常见 {0}，{1} 次</translation>
    </message>
    <message>
        <source>from {0:,.0f} to {1:,}, logarithmic</source>
        <translation>从 {0:,.0f} 到 {1:,}，对数刻度</translation>
    </message>
    <message>
        <source>up to {0:,}</source>
        <translation>最多 {0:,}</translation>
    </message>
</context>
<context>
    <name>Guard</name>
    <message>
        <source>There is not enough memory. Training is paused; close other programs.</source>
        <translation>内存不足。训练已暂停；请关闭其他程序。</translation>
    </message>
</context>
<context>
    <name>Heads</name>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>multiply-adds</source>
        <translation>乘加次数</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>The layers that learn, from the image to the loss.</source>
        <translation>有可学习参数的层，从图像到损失。</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>How many numbers the layer learns: its weight and its bias.</source>
        <translation>这一层学习多少个数：权重和偏置。</translation>
    </message>
    <message>
        <source>weight RMS</source>
        <translation>权重均方根</translation>
    </message>
    <message>
        <source>Root mean square of these numbers now: their usual size.</source>
        <translation>这些数现在的均方根：它们通常的大小。</translation>
    </message>
    <message>
        <source>at the start</source>
        <translation>起始时</translation>
    </message>
    <message>
        <source>The same before the first step, or when first seen.</source>
        <translation>同上，第一步之前，或首次见到时。</translation>
    </message>
    <message>
        <source>gradient RMS</source>
        <translation>梯度均方根</translation>
    </message>
    <message>
        <source>The usual size of the layer&apos;s gradient: median of 50 steps.</source>
        <translation>这一层梯度通常的大小：50 步的中位数。</translation>
    </message>
    <message>
        <source>update / weight</source>
        <translation>更新 / 权重</translation>
    </message>
    <message>
        <source>How far a step moves the weights, by their size; about 0.001 is usual: the tick.</source>
        <translation>一步使权重移动多少，相对其大小；通常约为 0.001：刻度所示。</translation>
    </message>
    <message>
        <source>The usual size of what the layer puts out for the images looked at.</source>
        <translation>这一层对所看的图像的输出通常的大小。</translation>
    </message>
    <message>
        <source>Units after this layer whose ReLU is 0 for every image looked at.</source>
        <translation>这一层之后，对所看的每张图像 ReLU 都为 0 的单元。</translation>
    </message>
    <message>
        <source>output RMS</source>
        <translation>输出均方根</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>死亡</translation>
    </message>
    <message>
        <source>saturated</source>
        <translation>饱和</translation>
    </message>
    <message>
        <source>Outputs of the sigmoid or tanh after this layer beyond 95 % of its range.</source>
        <translation>这一层之后的 sigmoid 或 tanh，输出超出其范围 95 % 的部分。</translation>
    </message>
    <message>
        <source>weight RMS {0}, {1} at the start</source>
        <translation>权重均方根 {0}，起始时 {1}</translation>
    </message>
    <message>
        <source>gradient RMS {0}</source>
        <translation>梯度均方根 {0}</translation>
    </message>
    <message>
        <source>update / weight {0}</source>
        <translation>更新 / 权重 {0}</translation>
    </message>
    <message>
        <source>{0} of the units of {1} dead</source>
        <translation>{1} 的单元中有 {0} 死亡</translation>
    </message>
    <message>
        <source>{0} of the outputs of {1} saturated, {2} of its units stuck at one end</source>
        <translation>{1} 的输出中有 {0} 饱和，其单元中有 {2} 卡在一端</translation>
    </message>
</context>
<context>
    <name>HealthSheet</name>
    <message>
        <source>Distributions and health</source>
        <translation>分布与健康状况</translation>
    </message>
    <message>
        <source>Figures of the layers</source>
        <translation>各层的数据</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>The bins reach over now and over the start.</source>
        <translation>区间涵盖现在和起始时。</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>The bins reach over the numbers of now alone.</source>
        <translation>区间只涵盖现在的数。</translation>
    </message>
    <message>
        <source>What the bins reach over</source>
        <translation>区间涵盖的范围</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>The height of a bar is the count.</source>
        <translation>条形的高度就是计数。</translation>
    </message>
    <message>
        <source>Log counts</source>
        <translation>对数计数</translation>
    </message>
    <message>
        <source>A handful beside thousands is seen as well.</source>
        <translation>与几千并列的几个也能看到。</translation>
    </message>
    <message>
        <source>Scale of the counts</source>
        <translation>计数的刻度</translation>
    </message>
    <message>
        <source>Bins over</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>weights of step {0}, start of step {1}</source>
        <translation>第 {0} 步的权重，起始为第 {1} 步</translation>
    </message>
    <message>
        <source>gradients and updates: median of steps {0} to {1}</source>
        <translation>梯度与更新：第 {0} 到 {1} 步的中位数</translation>
    </message>
    <message>
        <source>gradients and updates: median of steps {0} to {1}, before the weights were edited</source>
        <translation>梯度与更新：第 {0} 到 {1} 步的中位数，权重被手动修改之前</translation>
    </message>
    <message>
        <source>outputs, dead and saturated: {0} training {0:image|images} at step {1}</source>
        <translation>输出、死亡与饱和：第 {1} 步，{0} 张训练图像</translation>
    </message>
    <message>
        <source>outputs, dead and saturated: {0} test {0:image|images} at step {1}</source>
        <translation>输出、死亡与饱和：第 {1} 步，{0} 张测试图像</translation>
    </message>
    <message>
        <source>outputs, dead and saturated: images are being read</source>
        <translation>输出、死亡与饱和：正在读取图像</translation>
    </message>
</context>
<context>
    <name>HintBox</name>
    <message>
        <source>Next hint</source>
        <translation>下一条提示</translation>
    </message>
    <message>
        <source>Show the next hint; after the last one comes the first.</source>
        <translation>显示下一条提示；最后一条之后回到第一条。</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Open what is behind this, in a few sentences.</source>
        <translation>用几句话说明背后的原因。</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Say no more about this in this run.</source>
        <translation>本次运行中不再提示这一条。</translation>
    </message>
    <message>
        <source>Hint: {0}</source>
        <translation>提示：{0}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Put the setting back to what it was.</source>
        <translation>把设置恢复为原来的值。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What was changed stays as it is.</source>
        <translation>已作的修改保留。</translation>
    </message>
    <message>
        <source>From the next step on. Undo puts it back.</source>
        <translation>从下一步起生效。撤销可恢复。</translation>
    </message>
    <message>
        <source>Opens the settings with this changed; nothing starts before the reset there.</source>
        <translation>打开已修改此项的设置；在那里重置之前什么也不会开始。</translation>
    </message>
</context>
<context>
    <name>HintCard</name>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
</context>
<context>
    <name>HintList</name>
    <message>
        <source>Reference</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>The lines of the core&apos;s own layer, beside yours.</source>
        <translation>core 中该层自己的代码，与你的并列。</translation>
    </message>
    <message>
        <source>Hint {0} of {1}: {2}</source>
        <translation>提示 {0}/{1}：{2}</translation>
    </message>
    <message>
        <source>A hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Next hint</source>
        <translation>下一条提示</translation>
    </message>
    <message>
        <source>Three hints, from a question to almost the answer.</source>
        <translation>三条提示，从一个问题到几乎就是答案。</translation>
    </message>
    <message>
        <source>Really show it</source>
        <translation>确定显示</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>显示答案</translation>
    </message>
    <message>
        <source>Right lines. It asks once before it shows them.</source>
        <translation>正确的代码。显示之前会先问一次。</translation>
    </message>
</context>
<context>
    <name>HistogramPlot</name>
    <message>
        <source>{0} to {1}: {2} {3}</source>
        <translation>{0} 到 {1}：{3}有 {2} 个</translation>
    </message>
    <message>
        <source>{0}, {1} {2}</source>
        <translation>{0}，{2}有 {1} 个</translation>
    </message>
    <message>
        <source>most often {0}</source>
        <translation>最常见 {0}</translation>
    </message>
</context>
<context>
    <name>ImageCard</name>
    <message>
        <source>The selected image</source>
        <translation>所选图像</translation>
    </message>
    <message>
        <source>The selected image, enlarged</source>
        <translation>放大的所选图像</translation>
    </message>
    <message>
        <source>Show on the canvas</source>
        <translation>显示在画布上</translation>
    </message>
    <message>
        <source>The whole network answers this image, forward and backward (Enter).</source>
        <translation>整个网络对这张图像作出回答，前向和反向（回车）。</translation>
    </message>
    <message>
        <source>Draw over it</source>
        <translation>在上面画</translation>
    </message>
    <message>
        <source>No image is selected</source>
        <translation>没有选择图像</translation>
    </message>
    <message>
        <source>{0}  ·  label {1}</source>
        <translation>{0}  ·  标签 {1}</translation>
    </message>
    <message>
        <source>Put a copy onto the pad: change it and watch the answer change.</source>
        <translation>把副本放到画板上：修改它，观察答案的变化。</translation>
    </message>
    <message>
        <source>The network reads {0} {1}  {2} %, at step {3:,}</source>
        <translation>网络读作 {0} {1}  {2} %，第 {3:,} 步</translation>
    </message>
    <message>
        <source>{0} pixels. Point at one for its value.</source>
        <translation>{0} 像素。指向一个像素查看它的值。</translation>
    </message>
    <message>
        <source>row {0}, column {1}</source>
        <translation>第 {0} 行，第 {1} 列</translation>
    </message>
    <message>
        <source>{0}: {1} of 255</source>
        <translation>{0}：{1}/255</translation>
    </message>
    <message>
        <source>{0} of 255, {1} as a number from 0 to 1, before the network&apos;s own scaling.</source>
        <translation>255 级中的 {0}，换成 0 到 1 的数是 {1}，在网络自己的缩放之前。</translation>
    </message>
    <message>
        <source>Pixel, {0}</source>
        <translation>像素，{0}</translation>
    </message>
</context>
<context>
    <name>Images</name>
    <message>
        <source>Training image {0}</source>
        <translation>训练图像 {0}</translation>
    </message>
    <message>
        <source>Test image {0}</source>
        <translation>测试图像 {0}</translation>
    </message>
    <message>
        <source>training image {0}</source>
        <translation>训练图像 {0}</translation>
    </message>
    <message>
        <source>test image {0}</source>
        <translation>测试图像 {0}</translation>
    </message>
    <message>
        <source>All {0:,} training images</source>
        <translation>全部 {0:,} 张训练图像</translation>
    </message>
    <message>
        <source>All {0:,} test images</source>
        <translation>全部 {0:,} 张测试图像</translation>
    </message>
    <message>
        <source>Training images of {0}</source>
        <translation>{0} 的训练图像</translation>
    </message>
    <message>
        <source>Test images of {0}</source>
        <translation>{0} 的测试图像</translation>
    </message>
    <message>
        <source>label {0}. Click: enlarge it. Double-click: the network&apos;s answer on the canvas.</source>
        <translation>标签 {0}。点击：放大。双击：在画布上显示网络的回答。</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>Click: every class is shown.</source>
        <translation>点击：显示每个类别。</translation>
    </message>
    <message>
        <source>{0:,} of {1:,} images, {2:.3g} %. Click: show this class, or take it away.</source>
        <translation>{1:,} 张图像中的 {0:,} 张，{2:.3g} %。点击：显示或去掉这个类别。</translation>
    </message>
    <message>
        <source>Class {0}</source>
        <translation>类别 {0}</translation>
    </message>
    <message>
        <source>There is no class {0}. There are: {1}</source>
        <translation>没有类别 {0}。现有：{1}</translation>
    </message>
    <message>
        <source>&quot;{0}&quot; is no class and no number. Try: label {1}, #247, 100-200</source>
        <translation>“{0}”既不是类别也不是数字。试试：标签 {1}、#247、100-200</translation>
    </message>
    <message>
        <source>There is no image {0}: they are numbered 0 to {1}.</source>
        <translation>没有图像 {0}：编号从 0 到 {1}。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>The images that the network learns from.</source>
        <translation>网络学习所用的图像。</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>The images that it is tested with, and never learns from.</source>
        <translation>用来测试、网络从不学习的图像。</translation>
    </message>
    <message>
        <source>label 3, #247, 100-200</source>
        <translation>标签 3、#247、100-200</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>A label, an image&apos;s number, or a range: label 3, #247, 12000-12100 (Ctrl+F).</source>
        <translation>标签、图像编号或范围：标签 3、#247、12000-12100（Ctrl+F）。</translation>
    </message>
    <message>
        <source>How large the images are: a pixel of theirs is one, two or three wide (+ and -, Ctrl + wheel).</source>
        <translation>图像多大：它的一个像素显示为一、二或三个像素宽（+ 和 -，Ctrl + 滚轮）。</translation>
    </message>
    <message>
        <source>S</source>
        <translation>小</translation>
    </message>
    <message>
        <source>M</source>
        <translation>中</translation>
    </message>
    <message>
        <source>L</source>
        <translation>大</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>小</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>大</translation>
    </message>
    <message>
        <source>This image</source>
        <translation>这张图像</translation>
    </message>
    <message>
        <source>The selected image, its pixels and what it is read as.</source>
        <translation>所选图像、它的像素，以及它被读作什么。</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>整体</translation>
    </message>
    <message>
        <source>Mean, spread and greys of the chosen classes, or of all.</source>
        <translation>所选类别或全部类别的均值、离散程度和灰度。</translation>
    </message>
</context>
<context>
    <name>ImagesPage</name>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Wall of images</source>
        <translation>图像墙</translation>
    </message>
</context>
<context>
    <name>ImagesSheet</name>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Use other images...</source>
        <translation>使用其他图像…</translation>
    </message>
    <message>
        <source>Choose MNIST, images used lately, or your own; the run so far is kept.</source>
        <translation>选择 MNIST、最近用过的图像，或你自己的；目前的运行保留。</translation>
    </message>
    <message>
        <source>There is no image of these classes and numbers.</source>
        <translation>没有属于这些类别和编号的图像。</translation>
    </message>
    <message>
        <source>{0} {0:image|images}</source>
        <translation>{0} 张图像</translation>
    </message>
    <message>
        <source>{0}, label {1}</source>
        <translation>{0}，标签 {1}</translation>
    </message>
    <message>
        <source>Images {0} to {1}; {2:,} in all  ·  arrows move, Enter: on the canvas, + and -: size</source>
        <translation>图像 {0} 到 {1}；共 {2:,} 张  ·  方向键移动，回车：画布，+ 和 -：大小</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>What this number is made of</source>
        <translation>这个数由什么组成</translation>
    </message>
    <message>
        <source>The numbers of this page: arrows move, Enter opens</source>
        <translation>本页的数：方向键移动，回车打开</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy this page as text</source>
        <translation>把本页复制为文本</translation>
    </message>
    <message>
        <source>Copy the whole page as text</source>
        <translation>把整页复制为文本</translation>
    </message>
    <message>
        <source>this batch</source>
        <translation>本批次</translation>
    </message>
    <message>
        <source>Close this page</source>
        <translation>关闭本页</translation>
    </message>
    <message>
        <source>Close this page; the column shows the batch again (Esc)</source>
        <translation>关闭本页；这一栏重新显示批次（Esc）</translation>
    </message>
    <message>
        <source>What excites this channel?</source>
        <translation>什么激活这个通道？</translation>
    </message>
    <message>
        <source>Prove it by a nudge</source>
        <translation>用微移来验证</translation>
    </message>
    <message>
        <source>The test images that raise the channel of this number most.</source>
        <translation>使这个数所在通道升得最高的测试图像。</translation>
    </message>
    <message>
        <source>What did this step buy?</source>
        <translation>这一步带来了什么？</translation>
    </message>
    <message>
        <source>The loss along the recorded step, and who gained by it.</source>
        <translation>沿着所记录的这一步的损失，以及谁受益。</translation>
    </message>
    <message>
        <source>What excites channel {0}?</source>
        <translation>什么激活通道 {0}？</translation>
    </message>
    <message>
        <source>What excites unit {0}?</source>
        <translation>什么激活单元 {0}？</translation>
    </message>
    <message>
        <source>Copy the selected text</source>
        <translation>复制选中的文字</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>打开它的页面</translation>
    </message>
    <message>
        <source>Copy the number {0}</source>
        <translation>复制这个数 {0}</translation>
    </message>
    <message>
        <source>Copy the picture of this page</source>
        <translation>复制本页的图片</translation>
    </message>
    <message>
        <source>Save the picture of this page</source>
        <translation>保存本页的图片</translation>
    </message>
    <message>
        <source>page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>The window, larger than the screen</source>
        <translation>大于屏幕的窗口</translation>
    </message>
</context>
<context>
    <name>KeptChanges</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take the newest change back (Ctrl+Z)</source>
        <translation>撤回最近的修改（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Make it again (Ctrl+Shift+Z)</source>
        <translation>重新执行（Ctrl+Shift+Z）</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>what it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>在画布上</translation>
    </message>
</context>
<context>
    <name>Lab</name>
    <message>
        <source>The right twin&apos;s numbers ran away too, after step {0}: the rate is too high.</source>
        <translation>正确的孪生网络在第 {0} 步之后数值也失控了：学习率太高。</translation>
    </message>
</context>
<context>
    <name>LabCard</name>
    <message>
        <source>Break it</source>
        <translation>弄坏它</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Mistakes: Up and Down</source>
        <translation>错误：上下方向键</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Put a mistake of your choice into a layer.</source>
        <translation>把你选的错误放进一层。</translation>
    </message>
    <message>
        <source>Find the bug</source>
        <translation>找出错误</translation>
    </message>
    <message>
        <source>One is hidden somewhere: find it by its numbers.</source>
        <translation>某处藏着一个错误：凭数字把它找出来。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Your own run comes back (Shift+K)</source>
        <translation>你自己的运行恢复（Shift+K）</translation>
    </message>
    <message>
        <source>{0}   {1}, {2} {2:mistake|mistakes}</source>
        <translation>{0}   {1}，{2} 个错误</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>有错的</translation>
    </message>
    <message>
        <source>twin, right</source>
        <translation>正确的孪生网络</translation>
    </message>
    <message>
        <source>test accuracy, {0} images</source>
        <translation>测试准确率，{0} 张图像</translation>
    </message>
    <message>
        <source>How far the gradients still point the right way</source>
        <translation>梯度还有多少指向正确的方向</translation>
    </message>
    <message>
        <source>Put it right</source>
        <translation>改正它</translation>
    </message>
    <message>
        <source>Go on from here without the mistake: does it recover?</source>
        <translation>从这里去掉错误继续：它能恢复吗？</translation>
    </message>
    <message>
        <source>Prove it</source>
        <translation>验证它</translation>
    </message>
    <message>
        <source>Tell me</source>
        <translation>告诉我</translation>
    </message>
    <message>
        <source>Say which mistake it is, and where.</source>
        <translation>说出是哪个错误，在哪里。</translation>
    </message>
    <message>
        <source>Back to your run</source>
        <translation>回到你的运行</translation>
    </message>
    <message>
        <source>It waits whole, and goes on where it was.</source>
        <translation>它完整地等着，会从停下的地方继续。</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>前向</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>throughout</source>
        <translation>处处</translation>
    </message>
    <message>
        <source>The mistake changes no number of step {0}.</source>
        <translation>这个错误没有改变第 {0} 步的任何数。</translation>
    </message>
    <message>
        <source>The run begins again from its seed with one mistake. Yours waits, and comes back.</source>
        <translation>运行带着一个错误从随机种子重新开始。你的运行等着，之后恢复。</translation>
    </message>
    <message>
        <source>A mistake is drawn and trained with for {0} steps. Read pages, prove, look at the ledger.</source>
        <translation>随机抽取一个错误，带着它训练 {0} 步。请阅读页面、验证、查看账本。</translation>
    </message>
    <message>
        <source>This is it</source>
        <translation>就是它</translation>
    </message>
    <message>
        <source>Hide one</source>
        <translation>藏一个</translation>
    </message>
    <message>
        <source>Record the next batch, and open a number that it changed.</source>
        <translation>记录下一批，并打开一个被它改变的数。</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Record the next batch, to read its pages.</source>
        <translation>记录下一批，以便查看各数的页面。</translation>
    </message>
    <message>
        <source>loss, {0} {0:step|steps}</source>
        <translation>损失，{0} 步</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>put right</source>
        <translation>已改正</translation>
    </message>
    <message>
        <source>at step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>loss at step {0}, accuracy and gradients at step {1}</source>
        <translation>损失：第 {0} 步；准确率和梯度：第 {1} 步</translation>
    </message>
    <message>
        <source>Step {0} is recorded. Click its numbers: where the terms on a page don&apos;t make the recorded number, the mistake is in that layer. Choose it, then press “This is it”.</source>
        <translation>第 {0} 步已记录。点击其中的数：如果某页上的各项加起来不是所记录的数，错误就在那一层。选中它，再按“就是它”。</translation>
    </message>
    <message>
        <source>One is in there. Choose the layer and the mistake, then press “This is it”.</source>
        <translation>里面藏着一个。选择层和错误，然后按“就是它”。</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}：{1}。</translation>
    </message>
    <message>
        <source>{0} is right again. Its weights were kept when it was put right.</source>
        <translation>{0} 又正确了。改正时保留了它的权重。</translation>
    </message>
    <message>
        <source>Train (Space) to see what it does.</source>
        <translation>训练（空格），看看它会怎样。</translation>
    </message>
    <message>
        <source>Its weights were changed by hand, its twin&apos;s weren&apos;t.</source>
        <translation>它的权重被手动改过，孪生网络的没有。</translation>
    </message>
    <message>
        <source>Nothing changes: not one loss differs from the twin&apos;s.</source>
        <translation>没有变化：没有一个损失与孪生网络不同。</translation>
    </message>
    <message>
        <source>It learns all the same, as well as its twin.</source>
        <translation>它照样学习，与孪生网络一样好。</translation>
    </message>
    <message>
        <source>In this run it learns worse than its twin.</source>
        <translation>在这次运行中，它学得比孪生网络差。</translation>
    </message>
    <message>
        <source>In this run its loss is lower than its twin&apos;s; with another seed it may be otherwise.</source>
        <translation>在这次运行中，它的损失比孪生网络低；换一个随机种子可能不同。</translation>
    </message>
    <message>
        <source>Whether it learns as well can&apos;t be told: both losses scatter more than they differ.</source>
        <translation>看不出它是否学得一样好：两个损失的波动大于它们的差别。</translation>
    </message>
    <message>
        <source>It runs away.</source>
        <translation>它失控了。</translation>
    </message>
    <message>
        <source>It is too early to say how it learns.</source>
        <translation>现在还看不出它学得怎样。</translation>
    </message>
    <message>
        <source>Misled: {0}.</source>
        <translation>被误导的：{0}。</translation>
    </message>
    <message>
        <source>Nothing can be compared in {0}: a gradient has no direction there.</source>
        <translation>{0} 无法比较：那里有一个梯度没有方向。</translation>
    </message>
    <message>
        <source>✓ That is it, after {0} {0:guess|guesses} and {1} {1:page|pages}. {2}</source>
        <translation>✓ 就是它，猜了 {0} 次，看了 {1} 页。{2}</translation>
    </message>
    <message>
        <source>Not this one. “{0}” would show in {1} of {2}; look at its page.</source>
        <translation>不是这个。“{0}”会表现在 {2} 的 {1} 中；看看它的页面。</translation>
    </message>
</context>
<context>
    <name>LayerCard</name>
    <message>
        <source>The layer&apos;s name, as it stands everywhere in the window.</source>
        <translation>层的名字，在窗口各处都一样。</translation>
    </message>
    <message>
        <source>Name of {0}</source>
        <translation>{0} 的名字</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>Puts it right; undo takes it back</source>
        <translation>自动改正；撤销可恢复</translation>
    </message>
    <message>
        <source>Take this layer out (Delete)</source>
        <translation>删除这一层（Delete）</translation>
    </message>
</context>
<context>
    <name>LearnerFile</name>
    <message>
        <source>{0} can&apos;t be read: {1}</source>
        <translation>无法读取 {0}：{1}</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>{0} is back in Runs.</source>
        <translation>{0} 已回到“运行”中。</translation>
    </message>
    <message>
        <source>deleting {0}</source>
        <translation>删除 {0}</translation>
    </message>
    <message>
        <source>Its weights were changed by hand.</source>
        <translation>它的权重被手动修改过。</translation>
    </message>
    <message>
        <source>Another window has taken this run further: this one is kept beside it in Runs.</source>
        <translation>另一个窗口已把这次运行训练得更远：此窗口的运行会在“运行”中单独保存。</translation>
    </message>
    <message>
        <source>The run can&apos;t be kept in Runs: {0}</source>
        <translation>无法把运行保存到“运行”中：{0}</translation>
    </message>
    <message>
        <source>The kept runs have reached {0} MiB: {1} of the oldest can&apos;t be gone on with any more. Their curves stay. Pin a run in Runs to keep it whole.</source>
        <translation>保存的运行已达到 {0} MiB：最早的 {1} 个不能再继续训练，它们的曲线保留。在“运行”中固定一个运行可完整保留它。</translation>
    </message>
</context>
<context>
    <name>LifeSection</name>
    <message>
        <source>Its life</source>
        <translation>它的一生</translation>
    </message>
    <message>
        <source>The weight&apos;s value over the steps</source>
        <translation>各步的权重值</translation>
    </message>
    <message>
        <source>Point at a weight, click it, or type its layer, name and place. Empty: the mouse&apos;s.</source>
        <translation>指向或点击一个权重，或输入它的层、名称和位置。留空：跟随鼠标。</translation>
    </message>
    <message>
        <source>Which weight</source>
        <translation>哪个权重</translation>
    </message>
    <message>
        <source>There is no {0}; there are {1}, …</source>
        <translation>没有 {0}；有 {1}……</translation>
    </message>
    <message>
        <source>A place in {0} is [{1}]</source>
        <translation>{0} 中的位置是 [{1}]</translation>
    </message>
    <message>
        <source>Point at a weight, or type which, to see its value over all steps.</source>
        <translation>指向一个权重，或输入是哪个，即可看到它在所有步中的值。</translation>
    </message>
    <message>
        <source>Looking it up.</source>
        <translation>正在查找。</translation>
    </message>
    <message>
        <source>Every step, exactly.</source>
        <translation>每一步，精确。</translation>
    </message>
    <message>
        <source>Each point is a keyframe; the steps between are being made again.</source>
        <translation>每个点是一个关键帧；中间的各步正在重现。</translation>
    </message>
    <message>
        <source>{0} at step {1}, {2} at step {3}. Lowest at step {4}, highest at step {5}.</source>
        <translation>第 {1} 步时为 {0}，第 {3} 步时为 {2}。最低在第 {4} 步，最高在第 {5} 步。</translation>
    </message>
    <message>
        <source>It never changed its sign.</source>
        <translation>它从未变过符号。</translation>
    </message>
    <message>
        <source>It changed its sign once.</source>
        <translation>它变过一次符号。</translation>
    </message>
    <message>
        <source>It changed its sign {0} times.</source>
        <translation>它变过 {0} 次符号。</translation>
    </message>
</context>
<context>
    <name>Looks</name>
    <message>
        <source>{0} % while the network fills the screen.</source>
        <translation>网络占满屏幕时为 {0} %。</translation>
    </message>
    <message>
        <source>{0} %: the network and its pages now; bars, sheets and menus at the next start.</source>
        <translation>{0} %：网络及其页面立即生效；工具栏、面板和菜单在下次启动时生效。</translation>
    </message>
    <message>
        <source>{0} %: the network and its pages. QT_SCALE_FACTOR sets the size of the rest.</source>
        <translation>{0} %：网络及其页面。其余部分的大小由 QT_SCALE_FACTOR 决定。</translation>
    </message>
    <message>
        <source>{0} %: everything.</source>
        <translation>{0} %：全部生效。</translation>
    </message>
    <message>
        <source>F11 ends the presentation.</source>
        <translation>按 F11 结束演示。</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>The first points are being computed.</source>
        <translation>正在计算最初的几个点。</translation>
    </message>
    <message>
        <source>Loss along this step</source>
        <translation>沿这一步的损失</translation>
    </message>
    <message>
        <source>Loss along {0}&apos;s part of this step</source>
        <translation>沿 {0} 在这一步中的部分的损失</translation>
    </message>
    <message>
        <source>{0} times this step</source>
        <translation>这一步的 {0} 倍</translation>
    </message>
    <message>
        <source>{0} times this step, rate {1}: the gradient promised {2}, {3} came, {4}</source>
        <translation>这一步的 {0} 倍，学习率 {1}：梯度预计 {2}，实际 {3}，{4}</translation>
    </message>
    <message>
        <source>{0} % of it</source>
        <translation>为预计的 {0} %</translation>
    </message>
    <message>
        <source>it rose instead</source>
        <translation>反而上升了</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>不是数</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>times this step</source>
        <translation>这一步的倍数</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>this batch</source>
        <translation>本批次</translation>
    </message>
    <message>
        <source>this batch, {0} alone</source>
        <translation>本批次，仅 {0}</translation>
    </message>
    <message>
        <source>{0} test images</source>
        <translation>{0} 张测试图像</translation>
    </message>
    <message>
        <source>what the gradient promised</source>
        <translation>梯度的预计</translation>
    </message>
    <message>
        <source>with rate {0}</source>
        <translation>学习率 {0}</translation>
    </message>
    <message>
        <source>no step</source>
        <translation>不走</translation>
    </message>
    <message>
        <source>this step</source>
        <translation>这一步</translation>
    </message>
    <message>
        <source>promised</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>came</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>lowest point, this batch: {0}×</source>
        <translation>本批次的最低点：{0}×</translation>
    </message>
    <message>
        <source>lowest point, test images: {0}×</source>
        <translation>测试图像的最低点：{0}×</translation>
    </message>
    <message>
        <source>Beyond {0}× the loss is no number.</source>
        <translation>超过 {0}× 损失不再是数。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{0} was not opened: there is one network and one set of images at a time.</source>
        <translation>没有打开 {0}：一次只能有一个网络和一组图像。</translation>
    </message>
    <message>
        <source>Drop one file, or paste one picture, or drop the files of one set: pictures, weights (.safetensors), recorded batches (.trace), images (folders of pictures, idx, npz, CSV).</source>
        <translation>请拖入一个文件，或粘贴一张图片，或拖入一组文件：图片、权重（.safetensors）、记录（.trace）、图像（图片文件夹、idx、npz、CSV）。</translation>
    </message>
    <message>
        <source>Every image of this batch was read right at step {0}.</source>
        <translation>第 {0} 步时，这一批的每张图像都识别正确。</translation>
    </message>
    <message>
        <source>No other image of this batch was read wrong at step {0}.</source>
        <translation>第 {0} 步时，这一批中没有别的图像识别错误。</translation>
    </message>
    <message>
        <source>Nobody has said what is in this image: it has no mistake.</source>
        <translation>没有人说过这张图像是什么：谈不上读错。</translation>
    </message>
    <message>
        <source>How these images are read isn&apos;t computed yet.</source>
        <translation>还没有算出网络把这些图像读成什么。</translation>
    </message>
    <message>
        <source>Go to the loss</source>
        <translation>转到损失</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Whose outputs are mapped. Go from the input to the last layer and watch classes part.</source>
        <translation>画出谁的输出。从输入一直看到最后一层，观察类别如何分开。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Everything in sight again (Home)</source>
        <translation>重新显示全部（Home）</translation>
    </message>
    <message>
        <source>Map of the images</source>
        <translation>图像的分布图</translation>
    </message>
    <message>
        <source>Each dot is an image. Point at one to see it, click to put it on the canvas.</source>
        <translation>每个点是一张图像。指向它即可查看，点击放到画布上。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>The map of every layer, in the order of the network.</source>
        <translation>每一层的分布图，按网络的顺序。</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>正在计算分布图</translation>
    </message>
    <message>
        <source>The map of {0} is being made.</source>
        <translation>正在计算 {0} 的分布图。</translation>
    </message>
    <message>
        <source>There is no map of {0}.</source>
        <translation>没有 {0} 的分布图。</translation>
    </message>
    <message>
        <source>{0} {1}: these two axes keep {2} of the variance; {3} of the dots lie nearest to the middle of their own class.</source>
        <translation>{0} {1}：这两个轴保留了方差的 {2}；{3} 的点离自己类别的中心最近。</translation>
    </message>
    <message>
        <source>at step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>{0} {0:image|images}, {1} of them read wrongly. Click hides or shows them.</source>
        <translation>{0} 张图像，其中 {1} 张读错。点击隐藏或显示。</translation>
    </message>
    <message>
        <source>Class {0}</source>
        <translation>类别 {0}</translation>
    </message>
    <message>
        <source>{0} Click, or Enter, puts it on the canvas.</source>
        <translation>{0} 点击或回车把它放到画布上。</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>分布图</translation>
    </message>
    <message>
        <source>Its first two components keep {0} and {1} of the variance; {2} of the dots lie nearest to the middle of their own class. Click shows it large.</source>
        <translation>前两个主成分保留了方差的 {0} 和 {1}；{2} 的点离自己类别的中心最近。点击放大显示。</translation>
    </message>
</context>
<context>
    <name>MapSide</name>
    <message>
        <source>Class, images, read wrongly</source>
        <translation>类别、图像数、读错数</translation>
    </message>
    <message>
        <source>Click hides or shows a class, double click all others.</source>
        <translation>点击隐藏或显示一个类别，双击则针对其余所有类别。</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>Show every class again (A)</source>
        <translation>重新显示所有类别（A）</translation>
    </message>
    <message>
        <source>only those read wrongly</source>
        <translation>只看读错的</translation>
    </message>
    <message>
        <source>Only those read wrongly</source>
        <translation>只看读错的</translation>
    </message>
    <message>
        <source>Leave out what is read rightly.</source>
        <translation>不显示读对的。</translation>
    </message>
    <message>
        <source>A ring marks what is read wrongly. Dots that overlap here may lie apart in directions that two axes can&apos;t show. Wheel: closer; drag: move; Home: whole.</source>
        <translation>圆环标出读错的图像。这里重叠的点，在两个轴显示不了的方向上可能相距很远。滚轮：拉近；拖动：移动；Home：全部。</translation>
    </message>
</context>
<context>
    <name>Material</name>
    <message>
        <source>the input&apos;s size must be a whole number from 1 to {0}</source>
        <translation>输入的大小必须是 1 到 {0} 的整数</translation>
    </message>
    <message>
        <source>the watched image is {0}×{1}: take a size of {2} or less</source>
        <translation>所观察的图像是 {0}×{1}：请取不超过 {2} 的大小</translation>
    </message>
    <message>
        <source>{0}, kernel {1}</source>
        <translation>{0}，卷积核 {1}</translation>
    </message>
</context>
<context>
    <name>MicroscopePanel</name>
    <message>
        <source>Microscope</source>
        <translation>显微镜</translation>
    </message>
    <message>
        <source>Microscope: this batch, step by step</source>
        <translation>显微镜：逐步查看本批次</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>重新记录</translation>
    </message>
    <message>
        <source>This run stays until “Back to your run” brings yours back.</source>
        <translation>这次运行会保留，直到“回到你的运行”把你的运行带回来。</translation>
    </message>
    <message>
        <source>How to read the picture</source>
        <translation>怎样看这幅图</translation>
    </message>
    <message>
        <source>The column becomes a rail, and the network takes the room (M)</source>
        <translation>这一栏收成窄条，空间让给网络（M）</translation>
    </message>
    <message>
        <source>Fold the microscope</source>
        <translation>折叠显微镜</translation>
    </message>
    <message>
        <source>Under every map lies its gradient: dL / d(that map).</source>
        <translation>每张特征图下方是它的梯度：dL / d（该特征图）。</translation>
    </message>
    <message>
        <source>A number at zero has the colour of an empty tile.</source>
        <translation>零的颜色与空白格相同。</translation>
    </message>
    <message>
        <source>Between layers: the weights, and beneath, their gradients.</source>
        <translation>层与层之间：权重，下方是它们的梯度。</translation>
    </message>
    <message>
        <source>The image you watch; × marks the ones read wrongly.</source>
        <translation>你正在观察的图像；× 标出读错的图像。</translation>
    </message>
    <message>
        <source>Record one batch to walk it step by step</source>
        <translation>记录一个批次，逐步查看</translation>
    </message>
    <message>
        <source>Training pauses there, one batch further on.</source>
        <translation>训练会在一个批次之后暂停。</translation>
    </message>
    <message>
        <source>Record {0} to walk it step by step</source>
        <translation>记录 {0}，逐步查看</translation>
    </message>
    <message>
        <source>Training pauses there; nothing is learnt from it.</source>
        <translation>训练会暂停；网络不会从中学习。</translation>
    </message>
    <message>
        <source>Microscope: {0}</source>
        <translation>显微镜：{0}</translation>
    </message>
    <message>
        <source>recorded at step {0:,}</source>
        <translation>记录于第 {0:,} 步</translation>
    </message>
    <message>
        <source>recorded at step {0:,}, then</source>
        <translation>记录于第 {0:,} 步（当时）</translation>
    </message>
    <message>
        <source>{0}, step {1:,}</source>
        <translation>{0}，第 {1:,} 步</translation>
    </message>
    <message>
        <source>Recorded at step {0:,}</source>
        <translation>记录于第 {0:,} 步</translation>
    </message>
    <message>
        <source>The loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>{0}, forward {1} of {2}</source>
        <translation>{0}，前向 {1}/{2}</translation>
    </message>
    <message>
        <source>{0}, backward {1} of {2}</source>
        <translation>{0}，反向 {1}/{2}</translation>
    </message>
    <message>
        <source>Under every map of then lies the same map of now.</source>
        <translation>每张当时的特征图下方是现在的同一张特征图。</translation>
    </message>
    <message>
        <source>Between layers: the weights, and beneath, those of now.</source>
        <translation>层与层之间：权重，下方是现在的权重。</translation>
    </message>
    <message>
        <source>Under every map of then lies its change since: now minus then.</source>
        <translation>每张当时的特征图下方是它此后的变化：现在减去当时。</translation>
    </message>
    <message>
        <source>Between layers: the weights, and beneath, their change since.</source>
        <translation>层与层之间：权重，下方是它们此后的变化。</translation>
    </message>
    <message>
        <source>Between layers: the new weights, and beneath, what the update changed them by.</source>
        <translation>层与层之间：新的权重，下方是这次更新使它们改变了多少。</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>gradient of the input</source>
        <translation>输入的梯度</translation>
    </message>
    <message>
        <source>RMS</source>
        <translation>均方根</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>loss of the batch</source>
        <translation>批次的损失</translation>
    </message>
    <message>
        <source>weights of</source>
        <translation>权重：</translation>
    </message>
    <message>
        <source>change / size</source>
        <translation>变化 / 大小</translation>
    </message>
</context>
<context>
    <name>MistakeWalk</name>
    <message>
        <source>Mistake {0} of {1} at step {2}: {3} N: the next one.</source>
        <translation>第 {2} 步的第 {0} 个错误，共 {1} 个：{3} N：下一个。</translation>
    </message>
</context>
<context>
    <name>MistakesPage</name>
    <message>
        <source>Wrongly read images, the most confident first</source>
        <translation>读错的图像，最有把握的在前</translation>
    </message>
    <message>
        <source>True class</source>
        <translation>真实类别</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>读作</translation>
    </message>
    <message>
        <source>To the canvas</source>
        <translation>放到画布</translation>
    </message>
    <message>
        <source>See how the network comes to read this image so, layer by layer (Enter).</source>
        <translation>看网络怎样一层一层地把这张图像读成这样（回车）。</translation>
    </message>
    <message>
        <source>Next mistake</source>
        <translation>下一个错误</translation>
    </message>
    <message>
        <source>Select the next mistake (N).</source>
        <translation>选择下一个错误（N）。</translation>
    </message>
    <message>
        <source>true class</source>
        <translation>真实类别</translation>
    </message>
    <message>
        <source>read as</source>
        <translation>读作</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>List only the mistakes of one class.</source>
        <translation>只列出某个类别的错误。</translation>
    </message>
    <message>
        <source>No mistake of this kind.</source>
        <translation>没有这种错误。</translation>
    </message>
    <message>
        <source>Every image is read rightly.</source>
        <translation>每张图像都读对了。</translation>
    </message>
    <message>
        <source>{0} {0:mistake|mistakes, the surest first}</source>
        <translation>{0} 个错误，最有把握的在前</translation>
    </message>
    <message>
        <source>{0} of {1} mistakes, the surest first</source>
        <translation>{1} 个错误中的 {0} 个，最有把握的在前</translation>
    </message>
    <message>
        <source>{0} sure</source>
        <translation>把握 {0}</translation>
    </message>
    <message>
        <source>true {0}, read as {1}</source>
        <translation>真实类别 {0}，读作 {1}</translation>
    </message>
    <message>
        <source>true {0}</source>
        <translation>真实类别 {0}</translation>
    </message>
    <message>
        <source>read as {0}</source>
        <translation>读作 {0}</translation>
    </message>
</context>
<context>
    <name>NetworkBlocks</name>
    <message>
        <source>Picture of the network</source>
        <translation>网络的图示</translation>
    </message>
</context>
<context>
    <name>NetworkPage</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>No layer yet: add one from the left, or begin from a network above.</source>
        <translation>还没有层：从左边添加一个，或从上方的网络开始。</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>edit of the network</source>
        <translation>网络的编辑</translation>
    </message>
    <message>
        <source>{0} parameters, {1} multiply-adds an image</source>
        <translation>{0} 个参数，每张图像 {1} 次乘加</translation>
    </message>
    <message>
        <source>{0} parameters, {1} multiply-adds an image before the trouble</source>
        <translation>出错之前：{0} 个参数，每张图像 {1} 次乘加</translation>
    </message>
    <message>
        <source>about {0} to train in batches of {1}; {2} {2:layer|layers}</source>
        <translation>以 {1} 张一批训练约需 {0}；{2} 层</translation>
    </message>
    <message>
        <source>A new run begins from seed {0}, with the settings of this one. This run is kept in Runs.</source>
        <translation>从随机种子 {0} 开始新的运行，设置与本次相同。本次运行保存在“运行”中。</translation>
    </message>
    <message>
        <source>Nothing is known here while a layer before it has a trouble.</source>
        <translation>前面的层有错误时，这里什么也算不出来。</translation>
    </message>
    <message>
        <source>{0}, every map drawn to the same scale. Click: go to its layer.</source>
        <translation>{0}，每张特征图按同一比例绘制。点击：转到它的层。</translation>
    </message>
    <message>
        <source>A new run began; the one before was kept.</source>
        <translation>新的运行已开始；之前的运行已保留。</translation>
    </message>
</context>
<context>
    <name>NetworkPicture</name>
    <message>
        <source>not yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>click a number</source>
        <translation>请点击一个数</translation>
    </message>
</context>
<context>
    <name>NetworkStart</name>
    <message>
        <source>Begin from...</source>
        <translation>起点…</translation>
    </message>
    <message>
        <source>the network in the window</source>
        <translation>窗口中的网络</translation>
    </message>
    <message>
        <source>an empty list</source>
        <translation>空列表</translation>
    </message>
    <message>
        <source>Put the layers of another network in place of these; undo brings these back.</source>
        <translation>用另一个网络的层替换这些层；撤销可恢复。</translation>
    </message>
    <message>
        <source>Begin from</source>
        <translation>起点</translation>
    </message>
</context>
<context>
    <name>NetworkTotals</name>
    <message>
        <source>Open in settings</source>
        <translation>在设置中打开</translation>
    </message>
    <message>
        <source>Open the settings of the run, filled with this network: choose the recipe, then reset.</source>
        <translation>打开运行的设置，已填入这个网络：选择训练方案，然后重置。</translation>
    </message>
    <message>
        <source>Use this network</source>
        <translation>使用这个网络</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Back to the layers; nothing has happened (Esc)</source>
        <translation>返回各层；什么也没有发生（Esc）</translation>
    </message>
    <message>
        <source>Begin the new run</source>
        <translation>开始新的运行</translation>
    </message>
    <message>
        <source>Not while something is wrong: {0}</source>
        <translation>有错误时不可用：{0}</translation>
    </message>
    <message>
        <source>Use this network?</source>
        <translation>使用这个网络吗？</translation>
    </message>
</context>
<context>
    <name>NetworkView</name>
    <message>
        <source>logit → softmax → loss</source>
        <translation>logit → softmax → 损失</translation>
    </message>
    <message>
        <source>after the step</source>
        <translation>更新之后</translation>
    </message>
    <message>
        <source>after</source>
        <translation>更新后</translation>
    </message>
    <message>
        <source>before the step</source>
        <translation>更新之前</translation>
    </message>
    <message>
        <source>before</source>
        <translation>更新前</translation>
    </message>
    <message>
        <source>W turned 180°</source>
        <translation>W 旋转 180°</translation>
    </message>
    <message>
        <source>W turned</source>
        <translation>W 旋转</translation>
    </message>
    <message>
        <source>products</source>
        <translation>乘积</translation>
    </message>
    <message>
        <source>given back by dY</source>
        <translation>dY 传回的部分</translation>
    </message>
    <message>
        <source>GRADIENTS</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>ACTIVATIONS</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>GRADIENTS  dL / d(above)</source>
        <translation>梯度  dL / d(上方)</translation>
    </message>
    <message>
        <source>THEN step {0}</source>
        <translation>过去：第 {0} 步</translation>
    </message>
    <message>
        <source>CHANGE now − then</source>
        <translation>变化：现在 − 过去</translation>
    </message>
    <message>
        <source>NOW step {0}</source>
        <translation>现在：第 {0} 步</translation>
    </message>
    <message>
        <source>logit</source>
        <translation>logit</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>L {0}</source>
        <translation>L {0}</translation>
    </message>
    <message>
        <source>now, the same image</source>
        <translation>现在，同一张图像</translation>
    </message>
    <message>
        <source>now − then, of each logit</source>
        <translation>现在 − 过去，每个 logit</translation>
    </message>
    <message>
        <source>dL / d(above)</source>
        <translation>dL / d(上方)</translation>
    </message>
    <message>
        <source>p − y, this image alone</source>
        <translation>p − y，仅此图像</translation>
    </message>
    <message>
        <source>(p − y) / {0}</source>
        <translation>(p − y) / {0}</translation>
    </message>
    <message>
        <source>+{0} more</source>
        <translation>另有 {0} 个</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>RMS {0}</source>
        <translation>均方根 {0}</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>来自 {0}</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a number such as 0.05</source>
        <translation>像 0.05 这样的数</translation>
    </message>
    <message>
        <source>must be {0}, got {1!r}</source>
        <translation>必须是{0}，得到的是 {1!r}</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>{0}, edited</source>
        <translation>{0}，已手动修改</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>epoch {0}</source>
        <translation>第 {0} 轮</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 项</translation>
    </message>
</context>
<context>
    <name>OverlayPlot</name>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
</context>
<context>
    <name>OwnImages</name>
    <message>
        <source>Nothing was opened. The run was not touched.</source>
        <translation>没有打开任何内容，运行未受影响。</translation>
    </message>
    <message>
        <source>Reading {0}: {1} %. The run goes on until all is read.</source>
        <translation>正在读取 {0}：{1} %。全部读完之前运行继续。</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止读取</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
    <message>
        <source>A new run began on the images of {0}: {1:,} to learn from, {2:,} to test.</source>
        <translation>已在 {0} 的图像上开始新的运行：{1:,} 张用于学习，{2:,} 张用于测试。</translation>
    </message>
    <message>
        <source>A new run began with a new network, for that of {3} didn&apos;t take the images of {0}: {1:,} to learn from, {2:,} to test.</source>
        <translation>已用新的网络开始新的运行，因为 {3} 的网络不接受 {0} 的图像：{1:,} 张用于学习，{2:,} 张用于测试。</translation>
    </message>
    <message>
        <source>The network was kept, for the images of {0}: {1:,} to learn from, {2:,} to test. Reset begins with a new one.</source>
        <translation>网络已保留，改用 {0} 的图像：{1:,} 张用于学习，{2:,} 张用于测试。重置会以新的网络开始。</translation>
    </message>
    <message>
        <source>Leave out {0:,} pictures</source>
        <translation>略去 {0:,} 张图片</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>略去它</translation>
    </message>
</context>
<context>
    <name>OwnTraining</name>
    <message>
        <source>MNIST with your own layers</source>
        <translation>用你自己的层训练 MNIST</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>End the training. The curves stay.</source>
        <translation>结束训练。曲线保留。</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Train from the first step with your file as it is now.</source>
        <translation>用文件现在的内容从第一步开始训练。</translation>
    </message>
    <message>
        <source>Line {0}: </source>
        <translation>第 {0} 行：</translation>
    </message>
    <message>
        <source>The process ended by itself.</source>
        <translation>进程自行结束了。</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>你的</translation>
    </message>
    <message>
        <source>core&apos;s</source>
        <translation>core 的</translation>
    </message>
    <message>
        <source>Loss of each batch</source>
        <translation>每个批次的损失</translation>
    </message>
    <message>
        <source>Accuracy on 500 test images</source>
        <translation>500 张测试图像的准确率</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>还没有。</translation>
    </message>
    <message>
        <source>Your file was saved again at {0}; this is with the save of {1}.</source>
        <translation>你的文件在 {0} 又保存过；这里用的是 {1} 保存的版本。</translation>
    </message>
    <message>
        <source>It stopped: {0}</source>
        <translation>它停止了：{0}</translation>
    </message>
    <message>
        <source>The first steps are under way: with loops over pixels each takes seconds.</source>
        <translation>正在进行最初几步：如果用循环逐像素计算，每步要花几秒。</translation>
    </message>
    <message>
        <source>Your layers are being built into LeNet-5.</source>
        <translation>正在用你的层搭建 LeNet-5。</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>“{0}”</translation>
    </message>
    <message>
        <source>Yours, as saved at {0}: all layers, loss and update.</source>
        <translation>你的（{0} 保存）：所有层、损失和更新。</translation>
    </message>
    <message>
        <source>Yours, as saved at {0}: {1}. The rest is the core&apos;s.</source>
        <translation>你的（{0} 保存）：{1}。其余用 core 的。</translation>
    </message>
    <message>
        <source>From the same weights both begin with the loss {0}.</source>
        <translation>从同样的权重出发，两者的起始损失都是 {0}。</translation>
    </message>
    <message>
        <source>From the same weights the first loss is {0} with yours and {1} with the core&apos;s.</source>
        <translation>从同样的权重出发，第一个损失：你的是 {0}，core 的是 {1}。</translation>
    </message>
    <message>
        <source>A step of both takes {0} ms: {1} images, step {2} of {3}.</source>
        <translation>两者各走一步共需 {0} 毫秒：{1} 张图像，第 {2} 步，共 {3} 步。</translation>
    </message>
    <message>
        <source>Test images read right after step {2}: {0} with yours, {1} with the core&apos;s.</source>
        <translation>第 {2} 步后测试图像读对：你的 {0}，core 的 {1}。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>Pad</name>
    <message>
        <source>Draw a digit here, of any size</source>
        <translation>在这里画一个数字，大小不限</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Types of layers</source>
        <translation>层的类型</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>添加 {0}</translation>
    </message>
</context>
<context>
    <name>PastCard</name>
    <message>
        <source>All steps of this run</source>
        <translation>这次运行的所有步</translation>
    </message>
</context>
<context>
    <name>PinnedImage</name>
    <message>
        <source>{0} was not shown: the run&apos;s images are of another size or have other classes.</source>
        <translation>没有显示 {0}：运行的图像大小不同，或类别不同。</translation>
    </message>
</context>
<context>
    <name>PlaneStepper</name>
    <message>
        <source>The one before</source>
        <translation>前一个</translation>
    </message>
    <message>
        <source>The one after</source>
        <translation>后一个</translation>
    </message>
</context>
<context>
    <name>PlayBar</name>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Moves the window, place by place.</source>
        <translation>逐个位置移动窗口。</translation>
    </message>
    <message>
        <source>Speed of the window</source>
        <translation>窗口的速度</translation>
    </message>
    <message>
        <source>How many places a second.</source>
        <translation>每秒多少个位置。</translation>
    </message>
    <message>
        <source>{0} / s</source>
        <translation>{0} / 秒</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>Pause the window</source>
        <translation>暂停窗口</translation>
    </message>
    <message>
        <source>Slide the window</source>
        <translation>滑动窗口</translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>Saved the plot to {0}</source>
        <translation>图已保存到 {0}</translation>
    </message>
    <message>
        <source>View all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Logarithmic (L)</source>
        <translation>对数（L）</translation>
    </message>
    <message>
        <source>Back to its place</source>
        <translation>放回原处</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Export as {0}...</source>
        <translation>导出为 {0}…</translation>
    </message>
    <message>
        <source>Copied the plot as a picture.</source>
        <translation>已把图复制为图片。</translation>
    </message>
    <message>
        <source>Export the plot</source>
        <translation>导出图</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Back to its place (Esc)</source>
        <translation>放回原处（Esc）</translation>
    </message>
</context>
<context>
    <name>Products</name>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Click to open the microscope (M)</source>
        <translation>点击打开显微镜（M）</translation>
    </message>
    <message>
        <source>Hint: {0}. Click to read it (M)</source>
        <translation>提示：{0}。点击阅读（M）</translation>
    </message>
</context>
<context>
    <name>Recipe</name>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>in steps</source>
        <translation>阶梯</translation>
    </message>
    <message>
        <source>one cycle</source>
        <translation>单周期</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>shift and shear</source>
        <translation>平移与剪切</translation>
    </message>
</context>
<context>
    <name>Recorded</name>
    <message>
        <source>The recorded image was left.</source>
        <translation>已离开记录的图像。</translation>
    </message>
    <message>
        <source>{0} Ctrl+Z brings it back.</source>
        <translation>{0}按 Ctrl+Z 可恢复。</translation>
    </message>
    <message>
        <source>The recorded batch was left.</source>
        <translation>已离开记录的批次。</translation>
    </message>
    <message>
        <source>Step {0} was made and recorded, so that its numbers can be looked into. In sight is image {1} of its batch.</source>
        <translation>第 {0} 步已执行并记录，可以查看其中的数。现在显示的是这一批中的第 {1} 张图像。</translation>
    </message>
    <message>
        <source>The gradient ledger is of a recorded batch. Record one first (R).</source>
        <translation>梯度账本说的是记录的批次。请先记录一个（R）。</translation>
    </message>
</context>
<context>
    <name>ReliabilityDiagram</name>
    <message>
        <source>{0} to {1} sure: {2} right, {3} {3:image|images}</source>
        <translation>把握 {0} 到 {1}：{2} 正确，{3} 张图像</translation>
    </message>
    <message>
        <source>how sure it is (confidence)</source>
        <translation>把握有多大（置信度）</translation>
    </message>
    <message>
        <source>how often it is right (accuracy)</source>
        <translation>正确的比例（准确率）</translation>
    </message>
    <message>
        <source>× too sure</source>
        <translation>× 过于自信</translation>
    </message>
    <message>
        <source>too modest</source>
        <translation>过于谦虚</translation>
    </message>
    <message>
        <source>as sure as it is right</source>
        <translation>把握与准确率相符</translation>
    </message>
    <message>
        <source>how many images</source>
        <translation>图像数量</translation>
    </message>
</context>
<context>
    <name>RobustnessPage</name>
    <message>
        <source>Previous example</source>
        <translation>上一个例子</translation>
    </message>
    <message>
        <source>The image before this one</source>
        <translation>这张之前的图像</translation>
    </message>
    <message>
        <source>Next example</source>
        <translation>下一个例子</translation>
    </message>
    <message>
        <source>The image after this one</source>
        <translation>这张之后的图像</translation>
    </message>
    <message>
        <source>Misread soonest</source>
        <translation>最易读错</translation>
    </message>
    <message>
        <source>The next of the images that bear the least, the weakest first.</source>
        <translation>承受能力最差的下一张图像，最弱的在前。</translation>
    </message>
    <message>
        <source>Accuracy against the amount. Click a point to put its image on the canvas.</source>
        <translation>准确率随干扰大小的变化。点击一个点，把它的图像放到画布上。</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>{0} of {1}, {2} · band: one standard error, √(p (1 − p) / n)</source>
        <translation>{1}中的 {0} 张，{2} · 色带：一个标准误，√(p (1 − p) / n)</translation>
    </message>
    <message>
        <source>{0} test images</source>
        <translation>{0} 张测试图像</translation>
    </message>
    <message>
        <source>{0} training images</source>
        <translation>{0} 张训练图像</translation>
    </message>
    <message>
        <source>network at step {0}</source>
        <translation>第 {0} 步的网络</translation>
    </message>
    <message>
        <source>dashed: at step {0}</source>
        <translation>虚线：第 {0} 步</translation>
    </message>
</context>
<context>
    <name>RunBefore</name>
    <message>
        <source>Go back to {0} (step {1})</source>
        <translation>回到 {0}（第 {1} 步）</translation>
    </message>
    <message>
        <source>Go forth again to {0} (step {1})</source>
        <translation>再前往 {0}（第 {1} 步）</translation>
    </message>
</context>
<context>
    <name>RunForm</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>The network with its recipe. Choosing one fills in the recipe below.</source>
        <translation>网络及其训练方案。选择后会填好下面的方案。</translation>
    </message>
    <message>
        <source>preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Summary of the network</source>
        <translation>网络摘要</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Choose other images: MNIST, those used lately, or your own.</source>
        <translation>选择其他图像：MNIST、最近用过的，或你自己的。</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>images at most</source>
        <translation>图像数上限</translation>
    </message>
    <message>
        <source>Train on the first so many; empty: on all.</source>
        <translation>只用最前面这么多张训练；留空：用全部。</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 到 1</translation>
    </message>
    <message>
        <source>mean 0, variance 1</source>
        <translation>均值 0，方差 1</translation>
    </message>
    <message>
        <source>0 to 255</source>
        <translation>0 到 255</translation>
    </message>
    <message>
        <source>-1 to 1</source>
        <translation>-1 到 1</translation>
    </message>
    <message>
        <source>How the bytes of a pixel become the network&apos;s input.</source>
        <translation>像素的字节怎样变成网络的输入。</translation>
    </message>
    <message>
        <source>pixels as</source>
        <translation>像素表示</translation>
    </message>
    <message>
        <source>Move and slant each image at random, anew in every epoch: slower, better in the end.</source>
        <translation>每一轮都重新随机移动和倾斜每张图像：更慢，但最终更好。</translation>
    </message>
    <message>
        <source>augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Images a step: with more, the gradient is steadier and an epoch has fewer steps.</source>
        <translation>每步的图像数：越多，梯度越稳定，每轮的步数越少。</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>The rule that turns a gradient into a change of the weight.</source>
        <translation>把梯度变成权重变化的规则。</translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>The learning rate: how far a step goes along the gradient. It was set by hand while the schedule rose, which rises no more: this is the rate of each step up to {0}, from where the schedule falls. Another one applies at once, in its place.</source>
        <translation>学习率：每一步沿梯度走多远。它是在调度上升时手动设定的，此后调度不再上升：到第 {0} 步为止每一步都用它，之后调度下降。改成别的值会立即生效，取而代之。</translation>
    </message>
    <message>
        <source>highest rate</source>
        <translation>最高学习率</translation>
    </message>
    <message>
        <source>first rate</source>
        <translation>初始学习率</translation>
    </message>
    <message>
        <source>rate to step {0}</source>
        <translation>至第 {0} 步的学习率</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How much of the last step&apos;s direction goes on. Applies at once.</source>
        <translation>上一步的方向保留多少。立即生效。</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>How strongly weights are pulled towards zero.</source>
        <translation>权重被拉向零的力度。</translation>
    </message>
    <message>
        <source>The learning rate: how far a step goes along the gradient. The schedule makes the rate of each step of this one; it is in the bar at the top. Applies at once, in proportion: the schedule keeps its shape. For one rate throughout choose the constant schedule.</source>
        <translation>学习率：每一步沿梯度走多远。学习率调度由它算出每一步的学习率，显示在顶部的栏中。立即按比例生效：调度的形状不变。若要始终用同一个学习率，请选择恒定的调度。</translation>
    </message>
    <message>
        <source>How the learning rate changes over the epochs.</source>
        <translation>学习率怎样随轮数变化。</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>How long the schedule is; training goes on after it at the last rate.</source>
        <translation>调度有多长；之后以最后的学习率继续训练。</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>The same seed gives the same weights and the same batches, bit for bit.</source>
        <translation>相同的随机种子给出相同的权重和相同的批次，逐位一致。</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>momentum (beta 1)</source>
        <translation>动量（beta 1）</translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>{0}, seed {1}</source>
        <translation>{0}，种子 {1}</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Test error</source>
        <translation>测试错误率</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>after each epoch, all test images</source>
        <translation>每轮之后，全部测试图像</translation>
    </message>
    <message>
        <source>mean of {0} steps</source>
        <translation>{0} 步的平均</translation>
    </message>
    <message>
        <source>each step</source>
        <translation>每一步</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>step epochs</source>
        <translation>阶梯轮数</translation>
    </message>
    <message>
        <source>step factor</source>
        <translation>阶梯系数</translation>
    </message>
    <message>
        <source>preprocessing</source>
        <translation>像素表示</translation>
    </message>
    <message>
        <source>augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>图像数上限</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>seed {0}</source>
        <translation>种子 {0}</translation>
    </message>
    <message>
        <source>began with the weights of {0}</source>
        <translation>从 {0} 的权重开始</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>went on from step {0} of a run that isn&apos;t here any more</source>
        <translation>从一次已不在此处的运行的第 {0} 步继续</translation>
    </message>
    <message>
        <source>{0}: the settings are for {1}, and training went on</source>
        <translation>{0}：设置为 {1} 轮，训练又继续了</translation>
    </message>
    <message>
        <source>{0} changed to {1} at step {2}</source>
        <translation>{0}在第 {2} 步改为 {1}</translation>
    </message>
    <message>
        <source>{0} changed {3} times, the last time to {1} at step {2}</source>
        <translation>{0}改变了 {3} 次，最后一次在第 {2} 步改为 {1}</translation>
    </message>
    <message>
        <source>{0}, tested at step {1}</source>
        <translation>{0}，在第 {1} 步测试</translation>
    </message>
    <message>
        <source>{0} s of training, without pauses</source>
        <translation>训练 {0} 秒，不含暂停</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>weights edited by hand</source>
        <translation>权重被手动修改</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>rate {0}</source>
        <translation>学习率 {0}</translation>
    </message>
    <message>
        <source>momentum {0}</source>
        <translation>动量 {0}</translation>
    </message>
    <message>
        <source>schedule&apos;s rate</source>
        <translation>调度的学习率</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>↳ {0}</source>
        <translation>↳ {0}</translation>
    </message>
    <message>
        <source>{0} (open)</source>
        <translation>{0}（当前）</translation>
    </message>
    <message>
        <source>{0} (pinned)</source>
        <translation>{0}（已固定）</translation>
    </message>
    <message>
        <source>on {0}</source>
        <translation>在 {0} 上</translation>
    </message>
    <message>
        <source>went on from step {0}</source>
        <translation>从第 {0} 步继续</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>not made</source>
        <translation>未进行</translation>
    </message>
    <message>
        <source>ran away</source>
        <translation>已失控</translation>
    </message>
    <message>
        <source>It is the run in the window.</source>
        <translation>它就是窗口中的这次运行。</translation>
    </message>
    <message>
        <source>{0} s of the processor, {1} s by the clock</source>
        <translation>处理器 {0} 秒，实际 {1} 秒</translation>
    </message>
    <message>
        <source>test error</source>
        <translation>测试错误率</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>量</translation>
    </message>
    <message>
        <source>What the curves are of.</source>
        <translation>曲线表示什么。</translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Logarithmic tells small errors apart; linear shows differences as they are.</source>
        <translation>对数刻度能分清很小的误差；线性刻度如实显示差别。</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>刻度</translation>
    </message>
    <message>
        <source>Table of runs</source>
        <translation>运行列表</translation>
    </message>
    <message>
        <source>{0}: {1} ({2} {2:run|runs})</source>
        <translation>{0}：{1}（{2} 个运行）</translation>
    </message>
    <message>
        <source>Let it go when room is needed</source>
        <translation>需要空间时可以丢弃</translation>
    </message>
    <message>
        <source>Pin: keep it whole</source>
        <translation>固定：完整保留</translation>
    </message>
    <message>
        <source>Go on with this one</source>
        <translation>继续这个运行</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>As {0}...</source>
        <translation>导出为 {0}…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>own network</source>
        <translation>自建网络</translation>
    </message>
    <message>
        <source>a run</source>
        <translation>某次运行</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>RunsSheet</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Curves of the ticked runs</source>
        <translation>勾选的运行的曲线</translation>
    </message>
    <message>
        <source>Move the mouse for the exact values of an epoch; click a line to choose its run.</source>
        <translation>移动鼠标查看某一轮的精确值；点击一条线选择它的运行。</translation>
    </message>
    <message>
        <source>It is the run under way.</source>
        <translation>这是正在进行的运行。</translation>
    </message>
    <message>
        <source>Of {0} only the curves are kept. Make it again to have its network.</source>
        <translation>{0} 只保留了曲线。要得到它的网络，请重新运行一次。</translation>
    </message>
    <message>
        <source>{0} is in a folder of yours, which cnnviz leaves as it is.</source>
        <translation>{0} 在你自己的文件夹中，cnnviz 不会改动。</translation>
    </message>
    <message>
        <source>The run under way can&apos;t be deleted. Begin another one first.</source>
        <translation>正在进行的运行不能删除。请先开始另一个。</translation>
    </message>
    <message>
        <source>Deleted {0}.</source>
        <translation>已删除 {0}。</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>letting {0} go</source>
        <translation>取消固定 {0}</translation>
    </message>
    <message>
        <source>pinning {0}</source>
        <translation>固定 {0}</translation>
    </message>
    <message>
        <source>renaming {0}</source>
        <translation>重命名 {0}</translation>
    </message>
    <message>
        <source>the note on {0}</source>
        <translation>{0} 的备注</translation>
    </message>
    <message>
        <source>No runs were found in {0}</source>
        <translation>在 {0} 中没有找到运行</translation>
    </message>
    <message>
        <source>Show runs from another folder, such as those of `cnnviz experiments`.</source>
        <translation>显示另一个文件夹中的运行，例如 `cnnviz experiments` 的结果。</translation>
    </message>
    <message>
        <source>Open a folder...</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Take the curves in sight elsewhere: PNG, SVG, CSV or the clipboard.</source>
        <translation>把显示的曲线带到别处：PNG、SVG、CSV 或剪贴板。</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Lay the curves of all runs over one another.</source>
        <translation>把所有运行的曲线叠在一起。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Take every tick away.</source>
        <translation>取消所有勾选。</translation>
    </message>
    <message>
        <source>Show none</source>
        <translation>全不显示</translation>
    </message>
    <message>
        <source>Have the chosen run go on where it stood, paused; the one under way is kept.</source>
        <translation>让所选的运行从停下的地方继续，处于暂停；正在进行的运行保留。</translation>
    </message>
    <message>
        <source>Go on with this one</source>
        <translation>继续这个运行</translation>
    </message>
    <message>
        <source>Rename the chosen run, note something, pin or delete it.</source>
        <translation>重命名所选的运行、写备注、固定或删除。</translation>
    </message>
    <message>
        <source>More...</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>Open the settings, filled from the chosen run and its seed: change one, then reset.</source>
        <translation>打开设置，已填入所选运行及其种子：改一项，然后重置。</translation>
    </message>
    <message>
        <source>Again with one thing changed</source>
        <translation>改一处，再来一次</translation>
    </message>
    <message>
        <source>The training loss of the ticked runs was not kept.</source>
        <translation>勾选的运行没有保存训练损失。</translation>
    </message>
    <message>
        <source>No ticked run was tested yet; the training loss begins with the first step.</source>
        <translation>勾选的运行都还没有测试过；训练损失从第一步起就有。</translation>
    </message>
    <message>
        <source>Tick runs in the table to lay their curves over one another.</source>
        <translation>在表中勾选运行，把它们的曲线叠在一起。</translation>
    </message>
    <message>
        <source>No run is kept yet. Train, open a folder of runs, or run a group.</source>
        <translation>还没有保存的运行。请训练、打开一个含有运行的文件夹，或运行一组。</translation>
    </message>
    <message>
        <source>Runs: {0}, shown: {1}</source>
        <translation>{0} 个运行，显示 {1} 个</translation>
    </message>
    <message>
        <source>{0}, ticked without a test yet: {1}</source>
        <translation>{0}，已勾选但尚未测试：{1}</translation>
    </message>
    <message>
        <source>{0}, ticked without a kept loss: {1}</source>
        <translation>{0}，已勾选但未保存损失：{1}</translation>
    </message>
    <message>
        <source>{0} · the open run has no row before its first step</source>
        <translation>{0} · 当前运行走出第一步之前不列在表中</translation>
    </message>
    <message>
        <source>{0} · {1} is running</source>
        <translation>{0} · {1} 正在运行</translation>
    </message>
    <message>
        <source>Its curves are kept, its weights are not: it can&apos;t go on.</source>
        <translation>保存了它的曲线，但没有保存权重：无法继续。</translation>
    </message>
    <message>
        <source>The settings are filled from {0}. Change one, then reset.</source>
        <translation>设置已按 {0} 填好。改动其中一项，再重置。</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
    <message>
        <source>That run was on other images; a reset begins on those of {0}.</source>
        <translation>那个运行用的是其他图像；重置会从 {0} 的图像开始。</translation>
    </message>
    <message>
        <source>Begin it on MNIST</source>
        <translation>在 MNIST 上开始</translation>
    </message>
    <message>
        <source>Open a folder of runs</source>
        <translation>打开含有运行的文件夹</translation>
    </message>
    <message>
        <source>Stop {0}</source>
        <translation>停止 {0}</translation>
    </message>
    <message>
        <source>End its processes. What is finished stays; the same group goes on later.</source>
        <translation>结束它的进程。已完成的保留；同一组以后可以继续。</translation>
    </message>
    <message>
        <source>Run a group...</source>
        <translation>运行一组…</translation>
    </message>
    <message>
        <source>Make runs that differ in one thing, in processes beside this window.</source>
        <translation>在窗口之外的进程中做一组只差一处的运行。</translation>
    </message>
</context>
<context>
    <name>SandboxForm</name>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Side of the input, up to {0} cells.</source>
        <translation>输入的边长，最多 {0} 格。</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Side of the window, up to 7 cells.</source>
        <translation>窗口的边长，最多 7 格。</translation>
    </message>
    <message>
        <source>stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>changes nothing</source>
        <translation>不作改变</translation>
    </message>
    <message>
        <source>blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>edges</source>
        <translation>边缘</translation>
    </message>
    <message>
        <source>sharpen</source>
        <translation>锐化</translation>
    </message>
    <message>
        <source>upright edges</source>
        <translation>竖直边缘</translation>
    </message>
    <message>
        <source>level edges</source>
        <translation>水平边缘</translation>
    </message>
    <message>
        <source>typed by you</source>
        <translation>由你输入</translation>
    </message>
    <message>
        <source>{0}, step {1}</source>
        <translation>{0}，第 {1} 步</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Multiply what the window sees, and add.</source>
        <translation>把窗口看到的数相乘再相加。</translation>
    </message>
    <message>
        <source>Max-pool</source>
        <translation>最大池化</translation>
    </message>
    <message>
        <source>Keep the largest that the window sees.</source>
        <translation>保留窗口中最大的数。</translation>
    </message>
    <message>
        <source>Average-pool</source>
        <translation>平均池化</translation>
    </message>
    <message>
        <source>Keep the mean of what the window sees.</source>
        <translation>保留窗口中的平均值。</translation>
    </message>
    <message>
        <source>Weights to begin with; click a weight below to type your own.</source>
        <translation>起始的权重；点击下方的权重可输入自己的值。</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>digits 0 to 9</source>
        <translation>数字 0 到 9</translation>
    </message>
    <message>
        <source>a bright square</source>
        <translation>一个亮方块</translation>
    </message>
    <message>
        <source>the watched image</source>
        <translation>正在观察的图像</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>What the window slides over; the image is cropped to the size.</source>
        <translation>窗口在什么上面滑动；图像被裁剪到这个大小。</translation>
    </message>
</context>
<context>
    <name>Scatter</name>
    <message>
        <source>{0} {0:image|images}, {1} of them read wrongly</source>
        <translation>{0} 张图像，其中 {1} 张读错</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>{0}, then</source>
        <translation>{0}（当时）</translation>
    </message>
    <message>
        <source>{0}; in sight is step {1}, then</source>
        <translation>{0}；正在看过去的第 {1} 步</translation>
    </message>
    <message>
        <source>a network with a mistake</source>
        <translation>含有错误的网络</translation>
    </message>
    <message>
        <source>a network of your own</source>
        <translation>自己的网络</translation>
    </message>
</context>
<context>
    <name>SetCard</name>
    <message>
        <source>The images as a whole</source>
        <translation>图像总体</translation>
    </message>
    <message>
        <source>Mean image</source>
        <translation>平均图像</translation>
    </message>
    <message>
        <source>Standard deviation of each pixel</source>
        <translation>每个像素的标准差</translation>
    </message>
    <message>
        <source>Each pixel&apos;s mean over these images: bright where most of them have ink.</source>
        <translation>每个像素在这些图像上的平均值：多数图像有墨迹的地方是亮的。</translation>
    </message>
    <message>
        <source>Each pixel&apos;s standard deviation over these images: bright where they differ.</source>
        <translation>每个像素在这些图像上的标准差：各图像不同的地方是亮的。</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Heights by powers: rare greys are seen as well.</source>
        <translation>高度取对数：稀少的灰度也能看到。</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Heights as the counts are.</source>
        <translation>高度就是计数。</translation>
    </message>
    <message>
        <source>How often each grey occurs</source>
        <translation>每个灰度出现的次数</translation>
    </message>
    <message>
        <source>Ink of each class</source>
        <translation>每个类别的墨量</translation>
    </message>
    <message>
        <source>Adding up the images...</source>
        <translation>正在累计图像…</translation>
    </message>
    <message>
        <source>Adding up the images... {0:.0f} %</source>
        <translation>正在累计图像… {0:.0f} %</translation>
    </message>
    <message>
        <source>Greys 1 to 255; {0:.1f} % are 0</source>
        <translation>灰度 1 到 255；{0:.1f} % 为 0</translation>
    </message>
    <message>
        <source>mean, white is 1</source>
        <translation>均值，白为 1</translation>
    </message>
    <message>
        <source>spread, white is {0}</source>
        <translation>离散程度，白为 {0}</translation>
    </message>
    <message>
        <source>no spread: all are alike</source>
        <translation>没有离散：全都一样</translation>
    </message>
    <message>
        <source>no image</source>
        <translation>没有图像</translation>
    </message>
    <message>
        <source>too large for one a class</source>
        <translation>图像太大，无法每类显示一张</translation>
    </message>
    <message>
        <source>mean {0}</source>
        <translation>平均 {0}</translation>
    </message>
    <message>
        <source>spread {0}</source>
        <translation>标准差 {0}</translation>
    </message>
    <message>
        <source>over {0:,} images its mean is {1} and its standard deviation {2}, of 0 to 1.</source>
        <translation>在 {0:,} 张图像上，它的均值是 {1}，标准差是 {2}（范围 0 到 1）。</translation>
    </message>
    <message>
        <source>Pixel, row {0}, column {1}</source>
        <translation>像素，第 {0} 行，第 {1} 列</translation>
    </message>
    <message>
        <source>{0:,} of {1:,} pixels have it, {2:.3g} %.</source>
        <translation>{1:,} 个像素中有 {0:,} 个是这个灰度，{2:.3g} %。</translation>
    </message>
    <message>
        <source>Grey {0}</source>
        <translation>灰度 {0}</translation>
    </message>
    <message>
        <source>Ink of each class: its mean pixel, 0 to 1</source>
        <translation>每个类别的墨量：像素的平均值，0 到 1</translation>
    </message>
    <message>
        <source>{0}: {1} over {2:,} images</source>
        <translation>{0}：{2:,} 张图像上为 {1}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The mean of all pixels of this class, from 0 (black) to 1 (white): how much of it is ink.</source>
        <translation>这个类别所有像素的平均值，从 0（黑）到 1（白）：有多少是墨迹。</translation>
    </message>
    <message>
        <source>Ink of {0}</source>
        <translation>{0} 的墨量</translation>
    </message>
</context>
<context>
    <name>SetList</name>
    <message>
        <source>Images to choose from</source>
        <translation>可选择的图像</translation>
    </message>
    <message>
        <source>Open a file...</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>An idx pair such as Fashion-MNIST, npz, CSV.</source>
        <translation>idx 文件对（如 Fashion-MNIST）、npz、CSV。</translation>
    </message>
    <message>
        <source>Open a folder...</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Pictures of your own, one folder a class.</source>
        <translation>你自己的图片，每个类别一个文件夹。</translation>
    </message>
    <message>
        <source>Back to the run before</source>
        <translation>回到之前的运行</translation>
    </message>
    <message>
        <source>It goes on where it stood, on its own images.</source>
        <translation>它从停下的地方继续，用它自己的图像。</translation>
    </message>
    <message>
        <source>{0}, in use</source>
        <translation>{0}，正在使用</translation>
    </message>
    <message>
        <source>70,000 handwritten digits that come with cnnviz.</source>
        <translation>cnnviz 自带的 70,000 个手写数字。</translation>
    </message>
    <message>
        <source>MNIST, in use</source>
        <translation>MNIST，正在使用</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
</context>
<context>
    <name>SettingsDrawer</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>What waited for a reset was taken back: the settings show the run&apos;s values.</source>
        <translation>等待重置的改动已撤回：设置中显示的是本次训练的值。</translation>
    </message>
    <message>
        <source>Close the settings</source>
        <translation>关闭设置</translation>
    </message>
    <message>
        <source>What was edited stays until a reset (S)</source>
        <translation>已修改的内容保留到重置为止（S）</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>The light theme suits projectors.</source>
        <translation>浅色主题适合投影仪。</translation>
    </message>
    <message>
        <source>theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Acts at once; training goes on.</source>
        <translation>立即生效；训练继续进行。</translation>
    </message>
    <message>
        <source>language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>reduced</source>
        <translation>减少</translation>
    </message>
    <message>
        <source>Reduced: nothing slides, what opens is there at once.</source>
        <translation>减少：没有滑动效果，打开的内容立即出现。</translation>
    </message>
    <message>
        <source>motion</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>one</source>
        <translation>一个</translation>
    </message>
    <message>
        <source>two, if faster</source>
        <translation>两个（若更快）</translation>
    </message>
    <message>
        <source>How many processes make a training step. The weights are the same, bit for bit.</source>
        <translation>由多少个进程完成一个训练步。权重逐位相同。</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>Reset with these settings</source>
        <translation>用这些设置重置</translation>
    </message>
    <message>
        <source>Start a new run from its seed. The run so far is kept.</source>
        <translation>从随机种子开始新的运行。目前的运行保留。</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
    <message>
        <source>Your changes wait for a reset.</source>
        <translation>你的修改等待重置后生效。</translation>
    </message>
    <message>
        <source>What is marked live applies at once, and so do the choices of the window.</source>
        <translation>标有“实时”的立即生效，窗口的选项也是。</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Back to the network (Esc)</source>
        <translation>返回网络（Esc）</translation>
    </message>
</context>
<context>
    <name>SlideBar</name>
    <message>
        <source>Sliding window</source>
        <translation>滑动窗口</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前向</translation>
    </message>
    <message>
        <source>The window slides over the input.</source>
        <translation>窗口在输入上滑动。</translation>
    </message>
    <message>
        <source>Gather</source>
        <translation>收集</translation>
    </message>
    <message>
        <source>{0} {0:position|positions}</source>
        <translation>{0} 个位置</translation>
    </message>
    <message>
        <source>Backward: an input gathers from all outputs it was used in.</source>
        <translation>反向：一个输入从用到它的所有输出收集梯度。</translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation>分发</translation>
    </message>
    <message>
        <source>Backward: an output gives its gradient, times the kernel, away.</source>
        <translation>反向：一个输出把自己的梯度乘以卷积核分发出去。</translation>
    </message>
    <message>
        <source>row 88 col 88,  888 of 888</source>
        <translation>第 88 行第 88 列，888 / 888</translation>
    </message>
    <message>
        <source>row {0} col {1}</source>
        <translation>第 {0} 行第 {1} 列</translation>
    </message>
    <message>
        <source>number</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>The window goes over the layer, cell by cell (P)</source>
        <translation>窗口在这一层上逐格移动（P）</translation>
    </message>
</context>
<context>
    <name>SparkStrip</name>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>the run&apos;s step {0}</source>
        <translation>当前运行的第 {0} 步</translation>
    </message>
</context>
<context>
    <name>Speed</name>
    <message>
        <source>speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>How many steps a second: slow to watch single updates, full to learn as fast as it goes.</source>
        <translation>每秒多少步：慢，可看清每次更新；全速，则尽快学习。</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>{0} / s</source>
        <translation>{0} / 秒</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全速</translation>
    </message>
</context>
<context>
    <name>Spreads</name>
    <message>
        <source>How the weights are spread</source>
        <translation>权重怎样分布</translation>
    </message>
    <message>
        <source>How the gradients are spread</source>
        <translation>梯度怎样分布</translation>
    </message>
    <message>
        <source>{0}, weights and biases</source>
        <translation>{0}，权重和偏置</translation>
    </message>
    <message>
        <source>now, step {0}</source>
        <translation>现在，第 {0} 步</translation>
    </message>
    <message>
        <source>then, step {0}</source>
        <translation>过去，第 {0} 步</translation>
    </message>
    <message>
        <source>{0}, gradients</source>
        <translation>{0}，梯度</translation>
    </message>
    <message>
        <source>step {0}, before the weights were edited</source>
        <translation>第 {0} 步，权重被手动修改之前</translation>
    </message>
    <message>
        <source>The gradient of step {0} wasn&apos;t kept with the run. Press Train.</source>
        <translation>第 {0} 步的梯度没有随运行保存。请按“训练”。</translation>
    </message>
    <message>
        <source>There is no gradient before the first step. Press Train.</source>
        <translation>第一步之前没有梯度。请按“训练”。</translation>
    </message>
    <message>
        <source>at step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>outside: {0} {1}, {2} {3}</source>
        <translation>范围之外：{1}有 {0} 个，{3}有 {2} 个</translation>
    </message>
    <message>
        <source>Bars: the step in sight, orange above zero and blue below; the line: the start.</source>
        <translation>条形是眼前这一步的计数，橙色大于零，蓝色小于零；线条是起始时。</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Width of the microscope</source>
        <translation>显微镜的宽度</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Train now</source>
        <translation>立即训练</translation>
    </message>
    <message>
        <source>A network that knows nothing begins to learn, in front of you.</source>
        <translation>一个什么都不会的网络，当着你的面开始学习。</translation>
    </message>
    <message>
        <source>Open the trained network</source>
        <translation>打开训练好的网络</translation>
    </message>
    <message>
        <source>It has learnt already and reads 99.5 % of new digits right.</source>
        <translation>它已经学过，新的数字能读对 99.5 %。</translation>
    </message>
    <message>
        <source>Draw a digit</source>
        <translation>画一个数字</translation>
    </message>
    <message>
        <source>The network reads it while you draw.</source>
        <translation>你一边画，网络一边读。</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>参加导览</translation>
    </message>
    <message>
        <source>Three minutes: one digit through the network, and its error back.</source>
        <translation>三分钟：一个数字穿过网络，误差再传回来。</translation>
    </message>
    <message>
        <source>Number keys, or arrows and Enter; Esc closes</source>
        <translation>数字键，或方向键加回车；Esc 关闭</translation>
    </message>
    <message>
        <source>Choose the images</source>
        <translation>选择图像</translation>
    </message>
    <message>
        <source>MNIST, those used lately, or your own: pictures, idx, npz, CSV and others.</source>
        <translation>MNIST、最近用过的，或你自己的：图片、idx、npz、CSV 等。</translation>
    </message>
    <message>
        <source>Weights, optimiser and curves as they were; paused.</source>
        <translation>权重、优化器和曲线都和当时一样；处于暂停。</translation>
    </message>
    <message>
        <source>Continue {0}, at step {1}</source>
        <translation>继续 {0}，在第 {1} 步</translation>
    </message>
    <message>
        <source>Go back to {0}, at step {1}</source>
        <translation>回到 {0}，在第 {1} 步</translation>
    </message>
    <message>
        <source>Go forth again to {0}, at step {1}</source>
        <translation>再前往 {0}，第 {1} 步</translation>
    </message>
    <message>
        <source>Weights, optimiser and curves as they were; paused. The run in its place is kept.</source>
        <translation>权重、优化器和曲线都和当时一样；处于暂停。被替换的运行保留。</translation>
    </message>
    <message>
        <source>A new run on the handwritten digits that come with cnnviz; this one is kept.</source>
        <translation>用 cnnviz 自带的手写数字开始新的运行；本次运行保留。</translation>
    </message>
    <message>
        <source>Use MNIST again</source>
        <translation>重新使用 MNIST</translation>
    </message>
    <message>
        <source>{0}, a network</source>
        <translation>{0}，一个网络</translation>
    </message>
    <message>
        <source>{0}, a recorded batch</source>
        <translation>{0}，一个已记录的批次</translation>
    </message>
    <message>
        <source>{0}, images: a new run on them</source>
        <translation>{0}，图像：用它们开始新的运行</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>起始页</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>To the network (Esc)</source>
        <translation>到网络（Esc）</translation>
    </message>
    <message>
        <source>Watch a small neural network learn to read handwritten digits, and look into every number it computes.</source>
        <translation>看一个小型神经网络学习识别手写数字，并查看它算出的每一个数。</translation>
    </message>
    <message>
        <source>Show this page when cnnviz starts</source>
        <translation>cnnviz 启动时显示本页</translation>
    </message>
    <message>
        <source>The menu opens it at any time</source>
        <translation>随时可从菜单打开</translation>
    </message>
</context>
<context>
    <name>StepActs</name>
    <message>
        <source>Step {0} was made again, on the same batch, with the learning rate {1}.</source>
        <translation>第 {0} 步已在同一批次上重新执行，学习率为 {1}。</translation>
    </message>
    <message>
        <source>Step {0} was put back as it was, with the learning rate {1}.</source>
        <translation>第 {0} 步已恢复原样，学习率为 {1}。</translation>
    </message>
    <message>
        <source>Step {0} was made again, on the same batch, with the learning rate {1}. The schedule rises no more: that rate stays up to step {2}.</source>
        <translation>第 {0} 步已在同一批次上重新执行，学习率为 {1}。调度不再上升：到第 {2} 步为止都用这个学习率。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo the step</source>
        <translation>撤销这一步</translation>
    </message>
</context>
<context>
    <name>StopButtons</name>
    <message>
        <source>What did it buy?  {0}</source>
        <translation>它带来了什么？  {0}</translation>
    </message>
</context>
<context>
    <name>StrangeImages</name>
    <message>
        <source>{0}: read as {1}, {2} sure</source>
        <translation>{0}：读作 {1}，把握 {2}</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>不知道</translation>
    </message>
</context>
<context>
    <name>ThreeGrids</name>
    <message>
        <source>yours</source>
        <translation>你的</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>axis</source>
        <translation>轴</translation>
    </message>
    <message>
        <source>{0} {1:number|numbers}</source>
        <translation>{0} 个数</translation>
    </message>
    <message>
        <source>In sight: rows {0} to {1}, columns {2} to {3}.</source>
        <translation>显示：第 {0} 到 {1} 行，第 {2} 到 {3} 列。</translation>
    </message>
    <message>
        <source>{0}{1}: yours {2}, right {3}</source>
        <translation>{0}{1}：你的 {2}，正确 {3}</translation>
    </message>
    <message>
        <source>{0}, difference {1}</source>
        <translation>{0}，差值 {1}</translation>
    </message>
</context>
<context>
    <name>TimeBar</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Play the film of this run, a keyframe a picture (Space)</source>
        <translation>播放这次运行的影片，每个关键帧一幅画面（空格）</translation>
    </message>
    <message>
        <source>Back to the newest step (Ctrl+End)</source>
        <translation>回到最新一步（Ctrl+End）</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Write the film of this run to a file</source>
        <translation>把这次运行的影片写入文件</translation>
    </message>
    <message>
        <source>Film…</source>
        <translation>影片…</translation>
    </message>
    <message>
        <source>The time bar comes once there are steps to go back to.</source>
        <translation>有了可以返回的步骤，时间条才会出现。</translation>
    </message>
    <message>
        <source>The steps before step {0} were not kept. The time bar comes once there are steps after it.</source>
        <translation>第 {0} 步之前的步骤没有保留。此后有了新的步骤，时间条就会出现。</translation>
    </message>
    <message>
        <source>{0} of {1}, not compared</source>
        <translation>{0}/{1}，未比对</translation>
    </message>
    <message>
        <source>{0} of {1}: can&apos;t be made</source>
        <translation>{0}/{1}：无法重现</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>Making step {0} again: {1} of {2} {2:step|steps}</source>
        <translation>正在重现第 {0} 步：{2} 步中的 {1} 步</translation>
    </message>
    <message>
        <source>Keyframes every {0} {0:step|steps} from now on: no room for more. ({1})</source>
        <translation>从现在起每 {0} 步一个关键帧：没有更多空间。（{1}）</translation>
    </message>
    <message>
        <source>{0} of {1} ✓ exact</source>
        <translation>{0}/{1} ✓ 精确</translation>
    </message>
    <message>
        <source>How many pictures a second the film shows: one of each keyframe, which lie many steps apart in a long run</source>
        <translation>影片每秒显示多少幅画面：每个关键帧一幅；训练很长时，关键帧之间相隔许多步</translation>
    </message>
    <message>
        <source>{0} of {1}, not exact</source>
        <translation>{0}/{1}，不精确</translation>
    </message>
    <message>
        <source>≈ {0} of {1}</source>
        <translation>≈ {0}/{1}</translation>
    </message>
    <message>
        <source>{0} / s</source>
        <translation>{0} / 秒</translation>
    </message>
    <message>
        <source>Again and again</source>
        <translation>循环播放</translation>
    </message>
</context>
<context>
    <name>TimeTrack</name>
    <message>
        <source>Steps of this run</source>
        <translation>这次运行的各步</translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation>第 {0} 轮</translation>
    </message>
    <message>
        <source>Not kept: this run was resumed at step {0}.</source>
        <translation>没有保存：这次运行是从第 {0} 步继续的。</translation>
    </message>
    <message>
        <source>step {0}: {1} went on from here</source>
        <translation>第 {0} 步：{1} 从这里继续</translation>
    </message>
    <message>
        <source>another run</source>
        <translation>另一次运行</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>step {0}: learning rate {1}, by hand</source>
        <translation>第 {0} 步：学习率 {1}，手动</translation>
    </message>
    <message>
        <source>step {0}: momentum {1}, by hand</source>
        <translation>第 {0} 步：动量 {1}，手动</translation>
    </message>
    <message>
        <source>step {0}: {1} BLAS threads</source>
        <translation>第 {0} 步：{1} 个 BLAS 线程</translation>
    </message>
    <message>
        <source>step {0}: weights changed by hand</source>
        <translation>第 {0} 步：手动修改权重</translation>
    </message>
    <message>
        <source>step {0}: the numbers ran away; back to the last good weights</source>
        <translation>第 {0} 步：数值失控；回到上一次良好的权重</translation>
    </message>
    <message>
        <source>step {0}: a step failed and was taken back</source>
        <translation>第 {0} 步：某一步失败，已撤回</translation>
    </message>
    <message>
        <source>step {0}: went on from here</source>
        <translation>第 {0} 步：从这里继续</translation>
    </message>
    <message>
        <source>step {0}: other arrays were put in the weights&apos; place</source>
        <translation>第 {0} 步：权重被换成其他数组</translation>
    </message>
</context>
<context>
    <name>TimeTravel</name>
    <message>
        <source>Step 0 is where the run begins: no batch has led to it. Each later step has one.</source>
        <translation>运行从第 0 步开始：没有批次通向这一步。之后的每一步都有自己的批次。</translation>
    </message>
    <message>
        <source>The batch that led to step {0} was not kept. Each later step has one.</source>
        <translation>通向第 {0} 步的批次没有保留。之后的每一步都有自己的批次。</translation>
    </message>
    <message>
        <source>Go to step {0}</source>
        <translation>转到第 {0} 步</translation>
    </message>
    <message>
        <source>This step was made again, but nothing is kept that it could be compared with: the weights were written to soon after it, or the room for that was needed.</source>
        <translation>这一步已重现，但没有留下可供比对的关键帧：此后不久权重被改写过，或所占的空间被另作他用。</translation>
    </message>
    <message>
        <source>This step could not be made again to the last bit (other threads or another machine). Shown as replayed.</source>
        <translation>这一步无法逐位重现（线程数不同或换了机器）。按重放的结果显示。</translation>
    </message>
</context>
<context>
    <name>TouchCard</name>
    <message>
        <source>Touch the weights</source>
        <translation>修改权重</translation>
    </message>
    <message>
        <source>The whole layer</source>
        <translation>整个层</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>做过的修改</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What was done stays done (W)</source>
        <translation>已作的修改保留（W）</translation>
    </message>
    <message>
        <source>Put everything back</source>
        <translation>全部恢复</translation>
    </message>
    <message>
        <source>The network, and the run, as before the first change.</source>
        <translation>网络和运行，恢复到第一次修改之前。</translation>
    </message>
    <message>
        <source>Compare from here</source>
        <translation>从这里开始比较</translation>
    </message>
    <message>
        <source>Take the network as it is now for the one before; what was done can&apos;t be put back then.</source>
        <translation>把现在的网络当作“之前”的网络；之前的修改从此不能恢复。</translation>
    </message>
    <message>
        <source>“Before” isn&apos;t the untouched network: its weights had been changed by hand already.</source>
        <translation>“之前”并不是未经修改的网络：它的权重早已被手动修改过。</translation>
    </message>
    <message>
        <source>Compare from here on</source>
        <translation>从现在起比较</translation>
    </message>
    <message>
        <source>In sight is step {0}, then. All of this is of step {1}, now: Esc goes back to it. To change step {0}, go on from there.</source>
        <translation>画面是过去的第 {0} 步，而这里的一切都属于现在的第 {1} 步：按 Esc 回到现在。要修改第 {0} 步，请从那一步继续。</translation>
    </message>
    <message>
        <source>Go back to step {0}</source>
        <translation>回到第 {0} 步</translation>
    </message>
    <message>
        <source>and {0} before</source>
        <translation>以及之前的 {0} 项</translation>
    </message>
    <message>
        <source>What was done before training went on is part of the run now.</source>
        <translation>继续训练之前所作的修改，现在已是运行的一部分。</translation>
    </message>
    <message>
        <source>Pick a weight, here or on the network, and change it: training pauses.</source>
        <translation>在这里或网络上选一个权重并修改它：训练会暂停。</translation>
    </message>
    <message>
        <source>Everything is back, bit for bit: the network is the one from before.</source>
        <translation>一切都已恢复，逐位一致：网络与之前完全相同。</translation>
    </message>
    <message>
        <source>These changes are back, bit for bit. Those from before them stay.</source>
        <translation>这些修改已恢复，逐位一致；更早的修改保持不变。</translation>
    </message>
    <message>
        <source>Training has gone on from the change; see how the network takes it.</source>
        <translation>修改之后训练已继续；看网络怎样应对。</translation>
    </message>
</context>
<context>
    <name>Touching</name>
    <message>
        <source>{0} channel {1}: off</source>
        <translation>{0} 通道 {1}：关闭</translation>
    </message>
    <message>
        <source>{0} channel {1}: on</source>
        <translation>{0} 通道 {1}：打开</translation>
    </message>
    <message>
        <source>{0}: × {1}</source>
        <translation>{0}：× {1}</translation>
    </message>
    <message>
        <source>{0}: noise of {1} RMS</source>
        <translation>{0}：{1} 倍均方根的噪声</translation>
    </message>
    <message>
        <source>{0}: the smallest {1} % to zero</source>
        <translation>{0}：最小的 {1} % 归零</translation>
    </message>
    <message>
        <source>{0}: as it was</source>
        <translation>{0}：恢复原样</translation>
    </message>
    <message>
        <source>Channel {0} of {1} has its numbers back, bit for bit.</source>
        <translation>{1} 的通道 {0} 的数已恢复，逐位一致。</translation>
    </message>
    <message>
        <source>{0} weights were shaken, the biases left alone. What is learnt is spread over many of them: see how much it takes until the answers go.</source>
        <translation>{0} 个权重被扰动，偏置没有动。学到的内容分散在许多权重中：看看要多大的扰动，答案才会消失。</translation>
    </message>
    <message>
        <source>{0} has the numbers from before the first change, bit for bit.</source>
        <translation>{0} 恢复了第一次修改之前的数，逐位一致。</translation>
    </message>
    <message>
        <source>Its weights were zero before: there is nothing to switch on.</source>
        <translation>它的权重原来就是零：没有什么可打开的。</translation>
    </message>
    <message>
        <source>This channel is off: switch it on, then change its weights.</source>
        <translation>这个通道已关闭：先打开它，再改它的权重。</translation>
    </message>
    <message>
        <source>Every weight here is zero, so noise of their size is zero as well.</source>
        <translation>这里的每个权重都是零，与其大小相当的噪声也是零。</translation>
    </message>
    <message>
        <source>A weight would grow beyond the largest number there is; nothing was changed.</source>
        <translation>某个权重会超出可表示的最大数；什么也没有改变。</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>Batch-norm&apos;s weight stretches all that channel {0} says about its mean.</source>
        <translation>批量归一化的权重，会拉伸通道 {0} 对其均值的全部偏离。</translation>
    </message>
    <message>
        <source>Batch-norm&apos;s bias is where channel {0} has its mean: all of it moved along.</source>
        <translation>批量归一化的偏置，就是通道 {0} 的均值所在：整个通道随之移动。</translation>
    </message>
    <message>
        <source>A bias is added at every place: all {0} numbers of map {1} moved by the same.</source>
        <translation>偏置加在每个位置上：特征图 {1} 的全部 {0} 个数移动了同样多。</translation>
    </message>
    <message>
        <source>A bias moves number {0} of {1} by the same for every image.</source>
        <translation>偏置使 {1} 的第 {0} 个数对每张图像都移动同样多。</translation>
    </message>
    <message>
        <source>The kernel has one place: this weight has a part in number {0} of {1} alone.</source>
        <translation>卷积核只有一个位置：这个权重只参与 {1} 的第 {0} 个数。</translation>
    </message>
    <message>
        <source>The kernel slides: this one weight has a part in all {0} numbers of map {1}, so all changed.</source>
        <translation>卷积核是滑动的：这一个权重参与了特征图 {1} 的全部 {0} 个数，所以全都变了。</translation>
    </message>
    <message>
        <source>One weight joins one input to one output: number {0} of {1}, and what comes after it.</source>
        <translation>一个权重连接一个输入和一个输出：{1} 的第 {0} 个数，以及它之后的一切。</translation>
    </message>
    <message>
        <source>{0} {0:weight|weights}</source>
        <translation>{0} 个权重</translation>
    </message>
    <message>
        <source>{0} and the bias</source>
        <translation>{0}和偏置</translation>
    </message>
    <message>
        <source>{0}, and {1}&apos;s weight and bias for it</source>
        <translation>{0}，以及 {1} 中对应的权重和偏置</translation>
    </message>
    <message>
        <source>{0}, and {1}&apos;s running mean</source>
        <translation>{0}，以及 {1} 的滑动均值</translation>
    </message>
    <message>
        <source>Its logit is 0 for every image: neither likely nor impossible.</source>
        <translation>它的 logit 对每张图像都是 0：既不可能性大，也不是不可能。</translation>
    </message>
    <message>
        <source>What it hands on is {0} everywhere, for every image.</source>
        <translation>它传下去的处处都是 {0}，对每张图像都一样。</translation>
    </message>
    <message>
        <source>Channel {0} is silent: its {1}, are zero. {2} Training may wake it.</source>
        <translation>通道 {0} 静默：它的 {1}都为零。{2}训练可能把它唤醒。</translation>
    </message>
    <message>
        <source>All that {0} gives is {1} times what it was. In training batch-norm would undo that at once; in use it goes by the mean and spread that it remembers.</source>
        <translation>{0} 给出的一切都是原来的 {1} 倍。训练时批量归一化会立即抵消它；预测时则按它记住的均值和方差计算。</translation>
    </message>
    <message>
        <source>The logits are {0} times what they were: the order of the classes stays, only how sure the network is changes.</source>
        <translation>logit 是原来的 {0} 倍：类别的次序不变，只是网络的把握变了。</translation>
    </message>
    <message>
        <source>All that {0} gives is {1} times what it was.</source>
        <translation>{0} 给出的一切都是原来的 {1} 倍。</translation>
    </message>
    <message>
        <source>{0} of {1} weights are zero now, the smallest. See how many can go before the answers do; training on often heals what was lost.</source>
        <translation>{1} 个权重中有 {0} 个现在为零，都是最小的。看看去掉多少，答案才会消失；继续训练常能弥补损失。</translation>
    </message>
    <message>
        <source>This step lies in the past. Go on from here to change it.</source>
        <translation>这一步属于过去。要修改它，请从这里继续。</translation>
    </message>
    <message>
        <source>The run was put back to step {0}, as before the first change.</source>
        <translation>已把运行恢复到第 {0} 步，与第一次修改之前相同。</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Your own run gave way to the tour&apos;s network, and was kept.</source>
        <translation>你自己的运行已让位给导览的网络，并已保留。</translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>Show it again</source>
        <translation>再显示一次</translation>
    </message>
    <message>
        <source>Bring what this step shows back into sight</source>
        <translation>重新显示这一步要看的内容</translation>
    </message>
    <message>
        <source>Right. {0}</source>
        <translation>对。{0}</translation>
    </message>
    <message>
        <source>Look again. {0}</source>
        <translation>再看看。{0}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on where you left the tour</source>
        <translation>从上次离开导览的地方继续</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Go on (Right or Enter)</source>
        <translation>继续（右方向或回车）</translation>
    </message>
    <message>
        <source>Go on (Enter)</source>
        <translation>继续（回车）</translation>
    </message>
    <message>
        <source>The step before</source>
        <translation>前一步</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Leave the tour</source>
        <translation>离开导览</translation>
    </message>
    <message>
        <source>Everything is as it was before the tour (Esc)</source>
        <translation>一切恢复到导览之前（Esc）</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>The step before (Left)</source>
        <translation>前一步（左方向）</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>{0}, of a run on other images</source>
        <translation>{0}，所属的运行用的是其他图像</translation>
    </message>
    <message>
        <source>{0}, before another run began or this one was put back</source>
        <translation>{0}，在另一个运行开始或本运行被放回之前</translation>
    </message>
    <message>
        <source>{0}; the network is at step {1} now</source>
        <translation>{0}；网络现在是第 {1} 步</translation>
    </message>
    <message>
        <source>{0}, before the weights were edited</source>
        <translation>{0}，权重被手动修改之前</translation>
    </message>
    <message>
        <source>The learning rate went from {1} to {0}.</source>
        <translation>学习率从 {1} 变为 {0}。</translation>
    </message>
    <message>
        <source>The schedule was scaled to {2}: the learning rate went from {1} to {0}.</source>
        <translation>学习率调度已缩放到 {2}：学习率从 {1} 变为 {0}。</translation>
    </message>
    <message>
        <source>The momentum went from {1} to {0}.</source>
        <translation>动量从 {1} 变为 {0}。</translation>
    </message>
    <message>
        <source>Back at step {0}, with a learning rate of {1}.</source>
        <translation>已回到第 {0} 步，学习率为 {1}。</translation>
    </message>
    <message>
        <source>The schedule rises no more: that rate stays up to step {0}.</source>
        <translation>调度不再上升：该学习率保持到第 {0} 步。</translation>
    </message>
    <message>
        <source>The recorded step was undone, back to step {0}.</source>
        <translation>所记录的一步已撤销，回到第 {0} 步。</translation>
    </message>
    <message>
        <source>Go back to step {0} with a learning rate of {1}</source>
        <translation>以学习率 {1} 回到第 {0} 步</translation>
    </message>
    <message>
        <source>The last image of each epoch is left out: {0} can&apos;t take the mean and variance of one image. With another batch size every image is trained on.</source>
        <translation>每轮的最后一张图像被略去：{0} 无法求一张图像的均值和方差。换一个批次大小，每张图像都会用于训练。</translation>
    </message>
</context>
<context>
    <name>TransportPanel</name>
    <message>
        <source>A network with its recipe. Choosing another one starts training from nothing.</source>
        <translation>网络及其训练方案。选择另一个会从头开始训练。</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>控制栏</translation>
    </message>
    <message>
        <source>Readouts</source>
        <translation>读数</translation>
    </message>
    <message>
        <source>The newest step&apos;s numbers; the test accuracy stands with the step it was measured at.</source>
        <translation>最新一步的数；测试准确率标明测量时的步数。</translation>
    </message>
    <message>
        <source>LOADING</source>
        <translation>载入中</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>TESTING</source>
        <translation>测试中</translation>
    </message>
    <message>
        <source>PAUSED</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>RECORDED</source>
        <translation>已记录</translation>
    </message>
    <message>
        <source>STALE</source>
        <translation>已过时</translation>
    </message>
    <message>
        <source>DIVERGED</source>
        <translation>发散</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>THEN</source>
        <translation>过去</translation>
    </message>
    <message>
        <source>The network as it was at step {0}. Esc goes back to now.</source>
        <translation>第 {0} 步时的网络。Esc 回到现在。</translation>
    </message>
    <message>
        <source>The past step&apos;s numbers; the test accuracy stands with the step it was measured at.</source>
        <translation>过去那一步的数值；测试准确率旁标明了测量时的步数。</translation>
    </message>
    <message>
        <source>The images are being read.</source>
        <translation>正在读取图像。</translation>
    </message>
    <message>
        <source>Training: the picture is the network&apos;s newest.</source>
        <translation>正在训练：画面是最新的网络。</translation>
    </message>
    <message>
        <source>The network reads all test images; it learns nothing.</source>
        <translation>网络正在读取全部测试图像；这时不学习。</translation>
    </message>
    <message>
        <source>Paused: the picture is the network as it is now.</source>
        <translation>已暂停：画面是现在的网络。</translation>
    </message>
    <message>
        <source>The picture is the batch recorded at step {0}.</source>
        <translation>画面是第 {0} 步所记录的批次。</translation>
    </message>
    <message>
        <source>Recorded at step {0}</source>
        <translation>记录于第 {0} 步</translation>
    </message>
    <message>
        <source>Some number is no longer finite; training has stopped.</source>
        <translation>某个数不再有限；训练已停止。</translation>
    </message>
    <message>
        <source>Nothing can be trained; the message says why.</source>
        <translation>无法训练；消息说明了原因。</translation>
    </message>
    <message>
        <source>The picture is of {1}, recorded at step {0}, and so are the numbers beside this.</source>
        <translation>画面来自 {1}，记录于第 {0} 步，旁边的数字也是。</translation>
    </message>
    <message>
        <source>The network reads all test images; then training goes on.</source>
        <translation>网络正在读取所有测试图像；之后训练继续。</translation>
    </message>
    <message>
        <source>test acc</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>step, edited</source>
        <translation>步，已手动修改</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>train acc</source>
        <translation>训练准确率</translation>
    </message>
    <message>
        <source>steps / s</source>
        <translation>步 / 秒</translation>
    </message>
    <message>
        <source>next rate</source>
        <translation>下一步学习率</translation>
    </message>
    <message>
        <source>update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>forward {0} of {1}</source>
        <translation>前向 {0}/{1}</translation>
    </message>
    <message>
        <source>backward {0} of {1}</source>
        <translation>反向 {0}/{1}</translation>
    </message>
    <message>
        <source>the weights learn</source>
        <translation>权重在学习</translation>
    </message>
    <message>
        <source>forward turns to backward</source>
        <translation>由前向转为反向</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>Something went wrong in cnnviz itself</source>
        <translation>cnnviz 自身出了错</translation>
    </message>
    <message>
        <source>The network and its weights are unharmed, and you can go on. If it happens again, save the weights and start cnnviz anew; `cnnviz --safe` starts it with its default settings.</source>
        <translation>网络及其权重完好，你可以继续。如果再次发生，请保存权重并重新启动 cnnviz；`cnnviz --safe` 用默认设置启动。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Show report</source>
        <translation>显示报告</translation>
    </message>
    <message>
        <source>Show all that is known.</source>
        <translation>显示已知的全部情况。</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copy versions, settings, the error and the log.</source>
        <translation>复制版本、设置、错误和日志。</translation>
    </message>
    <message>
        <source>Save weights</source>
        <translation>保存权重</translation>
    </message>
    <message>
        <source>Save the network as it is now, to be safe.</source>
        <translation>以防万一，保存现在的网络。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Close this message.</source>
        <translation>关闭这条消息。</translation>
    </message>
</context>
<context>
    <name>TurnedDrawing</name>
    <message>
        <source>Read as {0} after {1} {1:step|steps}: what was added has the length {2}, the drawing {3}.</source>
        <translation>经过 {1} 步被读作 {0}：所加变化的长度是 {2}，原图是 {3}。</translation>
    </message>
    <message>
        <source>It is read as {0} already.</source>
        <translation>它已经被读作 {0}。</translation>
    </message>
    <message>
        <source>Not read as {0} within a change of {1}.</source>
        <translation>在变化 {1} 之内没有被读作 {0}。</translation>
    </message>
    <message>
        <source>No gradient reaches the pixels: the drawing can&apos;t be changed from here.</source>
        <translation>没有梯度到达像素：从这里无法改变这幅图。</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>Nothing was undone that can be done again.</source>
        <translation>没有撤销过可以重做的操作。</translation>
    </message>
    <message>
        <source>Nothing of this experiment can be undone. Your own run waits, as you left it.</source>
        <translation>这个实验中没有可以撤销的操作。你自己的运行原样等候着。</translation>
    </message>
    <message>
        <source>Back to my run</source>
        <translation>回到我的运行</translation>
    </message>
    <message>
        <source>Nothing of the tour can be undone. Your own run waits, as you left it.</source>
        <translation>导览中没有可以撤销的操作。你自己的运行原样等候着。</translation>
    </message>
    <message>
        <source>A past step is only looked at: there is nothing to undo.</source>
        <translation>过去的一步只供查看：没有什么可以撤销。</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>回到现在</translation>
    </message>
    <message>
        <source>Recording this batch made a step; U takes it back.</source>
        <translation>记录这个批次时训练了一步；按 U 可以收回它。</translation>
    </message>
    <message>
        <source>Undo the step</source>
        <translation>撤销这一步</translation>
    </message>
    <message>
        <source>This batch comes out of a file and is only looked at: there is nothing to undo.</source>
        <translation>这个批次来自文件，只供查看：没有什么可以撤销。</translation>
    </message>
    <message>
        <source>Recording this image has changed nothing: there is nothing to undo.</source>
        <translation>记录这幅图像没有改变任何东西：没有什么可以撤销。</translation>
    </message>
    <message>
        <source>No recorded step is in sight that can be taken back.</source>
        <translation>眼前没有可以收回的已记录的一步。</translation>
    </message>
    <message>
        <source>Training has gone on from the weights you changed: they are part of the run.</source>
        <translation>训练已从你修改过的权重继续：它们已是这次运行的一部分。</translation>
    </message>
    <message>
        <source>Touch the weights</source>
        <translation>修改权重</translation>
    </message>
    <message>
        <source>Training has gone on from this batch: its step is part of the run.</source>
        <translation>训练已经从这个批次继续下去：它的那一步是这次运行的一部分。</translation>
    </message>
    <message>
        <source>Nothing was done that can be undone.</source>
        <translation>还没有什么可以撤销。</translation>
    </message>
    <message>
        <source>a new run</source>
        <translation>新的运行</translation>
    </message>
    <message>
        <source>the choices in the settings</source>
        <translation>设置中的选择</translation>
    </message>
    <message>
        <source>leaving the recorded batch</source>
        <translation>离开记录的批次</translation>
    </message>
    <message>
        <source>leaving the recorded image</source>
        <translation>离开记录的图像</translation>
    </message>
    <message>
        <source>setting the learning rate</source>
        <translation>设置学习率</translation>
    </message>
    <message>
        <source>recording the step</source>
        <translation>记录这一步</translation>
    </message>
    <message>
        <source>making the step again</source>
        <translation>重新执行这一步</translation>
    </message>
    <message>
        <source>setting the momentum</source>
        <translation>设置动量</translation>
    </message>
    <message>
        <source>Go forth again to the later run</source>
        <translation>再前往后来的运行</translation>
    </message>
    <message>
        <source>The run that was gone back from goes on where it stood; this one is kept.</source>
        <translation>离开的那个后来的运行从它停下的地方继续；当前的运行会保留。</translation>
    </message>
    <message>
        <source>Take back what was done last: {0}.</source>
        <translation>撤销最近的操作：{0}。</translation>
    </message>
    <message>
        <source>Do again what was undone: {0}.</source>
        <translation>重做刚撤销的操作：{0}。</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>UnsurePage</name>
    <message>
        <source>Accuracy against coverage</source>
        <translation>准确率与覆盖率</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖率</translation>
    </message>
    <message>
        <source>The higher the threshold, the fewer images it answers, and the more of them rightly.</source>
        <translation>阈值越高，作答的图像越少，答对的比例越高。</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>字母</translation>
    </message>
    <message>
        <source>Answer only from this probability on</source>
        <translation>达到这个概率才作答</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Less sure answers become: I don&apos;t know.</source>
        <translation>把握不足的答案变为：我不知道。</translation>
    </message>
    <message>
        <source>Right 99.9 % of the time</source>
        <translation>99.9 % 正确</translation>
    </message>
    <message>
        <source>It answers {0} of {1} images, {2}; {3} of these answers {3:is|are} wrong.</source>
        <translation>在 {1} 张图像中它回答了 {0} 张，{2}；其中 {3} 个答案是错的。</translation>
    </message>
    <message>
        <source>The lowest threshold from which 99.9 % of the answers on these images are right.</source>
        <translation>使这些图像上 99.9 % 的答案正确的最低阈值。</translation>
    </message>
    <message>
        <source>A probability compares the classes with one another; it doesn&apos;t say whether the image is any of them. A threshold chosen on these very images flatters a little.</source>
        <translation>概率只是在类别之间比较，并不说明图像是否属于其中任何一个。在同样的图像上选出的阈值会略显乐观。</translation>
    </message>
    <message>
        <source>noise {0}</source>
        <translation>噪声 {0}</translation>
    </message>
    <message>
        <source>the letter {0}</source>
        <translation>字母 {0}</translation>
    </message>
    <message>
        <source>No threshold makes 99.9 % of the answers right.</source>
        <translation>没有一个阈值能使 99.9 % 的答案正确。</translation>
    </message>
    <message>
        <source>To {0} it says: I don&apos;t know; {1} of them it would have read wrongly.</source>
        <translation>对 {0} 张它说：我不知道；其中 {1} 张它本会读错。</translation>
    </message>
    <message>
        <source>{0} % right when it must answer, {1} % when it need not.</source>
        <translation>必须作答时 {0} % 正确，可以不答时 {1} %。</translation>
    </message>
    <message>
        <source>{0} % right when it must answer; now it answers none.</source>
        <translation>必须作答时 {0} % 正确；现在它一个也不回答。</translation>
    </message>
    <message>
        <source>Noise: {0} of {1} pictures of nothing get an answer</source>
        <translation>噪声：{1} 张空无内容的图像中有 {0} 张得到答案</translation>
    </message>
    <message>
        <source>Letters: {0} of {1} pictures get an answer, though none is a digit</source>
        <translation>字母：{1} 张图像中有 {0} 张得到答案，尽管没有一张是数字</translation>
    </message>
    <message>
        <source>Letters: {0} of {1} pictures get an answer, though none is of a class</source>
        <translation>字母：{1} 张图像中有 {0} 张得到答案，尽管没有一张属于任何类别</translation>
    </message>
    <message>
        <source>Being read...</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>Update</name>
    <message>
        <source>its loss fell</source>
        <translation>损失下降</translation>
    </message>
    <message>
        <source>rose</source>
        <translation>上升</translation>
    </message>
    <message>
        <source>best gain first</source>
        <translation>受益最多的在前</translation>
    </message>
    <message>
        <source>image {0} of the batch, {1}</source>
        <translation>批次中的图像 {0}，{1}</translation>
    </message>
    <message>
        <source>image {0} of the batch, {1}: loss {2} before the step; at the line {3}, read as {4}</source>
        <translation>批次中的图像 {0}，{1}：这一步之前损失 {2}；在竖线处 {3}，读作 {4}</translation>
    </message>
    <message>
        <source>read wrongly at the line</source>
        <translation>在竖线处读错</translation>
    </message>
    <message>
        <source>test image {0}, {1}: read as {2} before the step, as {3} at the line</source>
        <translation>测试图像 {0}，{1}：这一步之前读作 {2}，在竖线处读作 {3}</translation>
    </message>
    <message>
        <source>true {0}</source>
        <translation>真实类别 {0}</translation>
    </message>
    <message>
        <source>If only {0} made this step, the loss of this batch would change by {1}. Click: its own line.</source>
        <translation>如果只有 {0} 走这一步，本批次的损失将变化 {1}。点击：它自己的曲线。</translation>
    </message>
    <message>
        <source>all {0}, one by one</source>
        <translation>全部 {0} 层，逐层之和</translation>
    </message>
    <message>
        <source>together</source>
        <translation>合在一起</translation>
    </message>
    <message>
        <source>Together they buy about as much as one by one.</source>
        <translation>合在一起的效果与逐层之和大致相同。</translation>
    </message>
    <message>
        <source>Added up they lower the loss, together they raise it: too long a step.</source>
        <translation>逐层之和使损失下降，合在一起却使损失上升：这一步太大了。</translation>
    </message>
    <message>
        <source>Added up or together, they raise the loss.</source>
        <translation>逐层之和与合在一起，都使损失上升。</translation>
    </message>
    <message>
        <source>Together they buy less than the sum: they overlap.</source>
        <translation>合在一起的效果小于逐层之和：它们有重叠。</translation>
    </message>
    <message>
        <source>Together they buy more than the sum: they help one another.</source>
        <translation>合在一起的效果大于逐层之和：它们互相促进。</translation>
    </message>
</context>
<context>
    <name>UpdateSheet</name>
    <message>
        <source>What did this update buy?</source>
        <translation>这次更新带来了什么？</translation>
    </message>
    <message>
        <source>Make it with this rate</source>
        <translation>用这个学习率执行</translation>
    </message>
    <message>
        <source>Take the step back and make it again, on the same batch, with the rate at the line.</source>
        <translation>撤回这一步，在同一批次上用竖线处的学习率重新执行。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop computing. What is found stays.</source>
        <translation>停止计算。已得到的结果保留。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Compute what is missing.</source>
        <translation>计算缺少的部分。</translation>
    </message>
    <message>
        <source>Record next batch</source>
        <translation>记录下一个批次</translation>
    </message>
    <message>
        <source>Loss along this step</source>
        <translation>沿这一步的损失</translation>
    </message>
    <message>
        <source>Loss along the step</source>
        <translation>沿这一步的损失</translation>
    </message>
    <message>
        <source>The weights go along a straight line through this update; at each point the loss is computed anew on the same images. Drag the line, or the arrows; wheel or Up and Down: how far.</source>
        <translation>权重沿着直线经过这次更新；在每一点上都用同样的图像重新计算损失。拖动竖线或用方向键；滚轮或上下方向键：看多远。</translation>
    </message>
    <message>
        <source>Each layer&apos;s part alone</source>
        <translation>每一层单独的部分</translation>
    </message>
    <message>
        <source>A layer&apos;s part</source>
        <translation>一层的部分</translation>
    </message>
    <message>
        <source>The images of the batch, best gain first</source>
        <translation>批次的图像，受益最多的在前</translation>
    </message>
    <message>
        <source>An image of the batch</source>
        <translation>批次中的一张图像</translation>
    </message>
    <message>
        <source>Test images that changed their answer</source>
        <translation>答案改变的测试图像</translation>
    </message>
    <message>
        <source>how the loss of this batch changes if only this layer moves</source>
        <translation>只有这一层移动时本批次损失的变化</translation>
    </message>
    <message>
        <source>A test image</source>
        <translation>一张测试图像</translation>
    </message>
    <message>
        <source>Other images: not compared. The file doesn&apos;t say on which images this run is tested.</source>
        <translation>其他图像：没有比较。文件没有说明这个运行用哪些图像测试。</translation>
    </message>
    <message>
        <source>Other images: not compared. Another run has begun since.</source>
        <translation>其他图像：没有比较。此后已开始另一个运行。</translation>
    </message>
    <message>
        <source>There are no test images.</source>
        <translation>没有测试图像。</translation>
    </message>
    <message>
        <source>Record one batch to see what its update bought.</source>
        <translation>请记录一个批次，看它的更新带来了什么。</translation>
    </message>
    <message>
        <source>This recording made no update. Record the next batch to see what one buys.</source>
        <translation>这次记录没有更新。请记录下一个批次，看更新带来什么。</translation>
    </message>
    <message>
        <source>step {0}, learning rate {1}</source>
        <translation>第 {0} 步，学习率 {1}</translation>
    </message>
    <message>
        <source>{0}, from a file</source>
        <translation>{0}，来自文件</translation>
    </message>
    <message>
        <source>Loss of its own batch</source>
        <translation>它自己的批次的损失</translation>
    </message>
    <message>
        <source>{0} test images, weights alone</source>
        <translation>{0} 张测试图像，仅权重</translation>
    </message>
    <message>
        <source>Only the weights move: running statistics are those after the step. With those of before, the network as it was had {0}.</source>
        <translation>只移动权重：滑动统计量取这一步之后的。若取之前的，原来的网络是 {0}。</translation>
    </message>
    <message>
        <source>The {0} {0:image|images} of the batch</source>
        <translation>批次的 {0} 张图像</translation>
    </message>
    <message>
        <source>their losses are being computed</source>
        <translation>正在计算它们的损失</translation>
    </message>
    <message>
        <source>{0} better   {1} worse   {2} as before</source>
        <translation>{0} 张变好   {1} 张变差   {2} 张不变</translation>
    </message>
    <message>
        <source>As before: its loss changed by less than {0}, 1e-4 of the batch&apos;s loss.</source>
        <translation>不变：损失的变化小于 {0}，即批次损失的 1e-4。</translation>
    </message>
    <message>
        <source>Stopped before all test images were read.</source>
        <translation>在读完全部测试图像之前停止了。</translation>
    </message>
    <message>
        <source>Reading {0} test images, {1} %</source>
        <translation>正在读取 {0} 张测试图像，{1} %</translation>
    </message>
    <message>
        <source>✓ {0} now right</source>
        <translation>✓ {0} 张现在读对</translation>
    </message>
    <message>
        <source>× {0} now wrong</source>
        <translation>× {0} 张现在读错</translation>
    </message>
    <message>
        <source>{0} wrong both times</source>
        <translation>{0} 张两次都读错</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>fewer</source>
        <translation>更少</translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation>另有 {0} 张</translation>
    </message>
    <message>
        <source>Show all of them, or as many as there is room for.</source>
        <translation>显示全部，或只显示放得下的。</translation>
    </message>
    <message>
        <source>Click one to see it on the canvas.</source>
        <translation>点击一张，在画布上查看。</translation>
    </message>
    <message>
        <source>No test image changed its answer.</source>
        <translation>没有测试图像改变答案。</translation>
    </message>
    <message>
        <source>These are of {0}×; those of the line are being read.</source>
        <translation>这些属于 {0}×；竖线处的正在读取。</translation>
    </message>
    <message>
        <source>test image {0}</source>
        <translation>测试图像 {0}</translation>
    </message>
</context>
<context>
    <name>ValueField</name>
    <message>
        <source>Value of the picked weight</source>
        <translation>所选权重的值</translation>
    </message>
    <message>
        <source>Type a number and press Enter; the network answers with it at once.</source>
        <translation>输入一个数并按回车；网络立即作出回答。</translation>
    </message>
    <message>
        <source>Less by a step (-)</source>
        <translation>减小一级（-）</translation>
    </message>
    <message>
        <source>More by a step (+)</source>
        <translation>增大一级（+）</translation>
    </message>
    <message>
        <source>Make it zero</source>
        <translation>设为零</translation>
    </message>
    <message>
        <source>+ and − by {0}</source>
        <translation>+ 和 −：每次 {0}</translation>
    </message>
    <message>
        <source>Type a number, such as 0.25</source>
        <translation>输入一个数，例如 0.25</translation>
    </message>
</context>
<context>
    <name>WeightEditor</name>
    <message>
        <source>The weights, one a cell</source>
        <translation>权重，每格一个</translation>
    </message>
    <message>
        <source>Drag a cell up or down. Once it is clicked: the wheel or + and - change it, Enter types, arrows move.</source>
        <translation>上下拖动一个格子。点击之后：滚轮或 + 和 - 修改，回车输入，方向键移动。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>The layer whose weights are shown.</source>
        <translation>显示哪一层的权重。</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>The weights that multiply the layer&apos;s input.</source>
        <translation>与这一层的输入相乘的权重。</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>What is added, one an output channel.</source>
        <translation>加上的数，每个输出通道一个。</translation>
    </message>
    <message>
        <source>The kernel of the input before (PgUp)</source>
        <translation>前一个输入的卷积核（PgUp）</translation>
    </message>
    <message>
        <source>The kernel of the next input (PgDn)</source>
        <translation>后一个输入的卷积核（PgDn）</translation>
    </message>
    <message>
        <source>input {0} of {1}</source>
        <translation>输入 {0}/{1}</translation>
    </message>
    <message>
        <source>{0}, off</source>
        <translation>{0}，已关闭</translation>
    </message>
    <message>
        <source>one a channel</source>
        <translation>每个通道一个</translation>
    </message>
    <message>
        <source>{0} {0:input|inputs}</source>
        <translation>{0} 个输入</translation>
    </message>
    <message>
        <source>its kernel</source>
        <translation>它的卷积核</translation>
    </message>
    <message>
        <source>Drag up for more, down for less; double-click to type.</source>
        <translation>向上拖增大，向下拖减小；双击可输入。</translation>
    </message>
</context>
<context>
    <name>WeightsSheet</name>
    <message>
        <source>Weights from elsewhere</source>
        <translation>别处的权重</translation>
    </message>
    <message>
        <source>as the network</source>
        <translation>当作哪个网络</translation>
    </message>
    <message>
        <source>that fits best</source>
        <translation>最合适的</translation>
    </message>
    <message>
        <source>The network that the weights are of</source>
        <translation>权重所属的网络</translation>
    </message>
    <message>
        <source>A file of weights has names and shapes, but not the network itself.</source>
        <translation>权重文件中有名字和形状，但没有网络本身。</translation>
    </message>
    <message>
        <source>Which tensor is which</source>
        <translation>哪个张量对应哪个</translation>
    </message>
    <message>
        <source>in the file</source>
        <translation>文件中</translation>
    </message>
    <message>
        <source>here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>activation behind it</source>
        <translation>其后的激活函数</translation>
    </message>
    <message>
        <source>pooling behind it</source>
        <translation>其后的池化</translation>
    </message>
    <message>
        <source>what is done to it</source>
        <translation>怎样处理它</translation>
    </message>
    <message>
        <source>Use these weights</source>
        <translation>使用这些权重</translation>
    </message>
    <message>
        <source>Go on with this network (Enter); the run so far is kept.</source>
        <translation>用这个网络继续（回车）；目前的运行保留。</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The type of the pooling {0}</source>
        <translation>池化 {0} 的类型</translation>
    </message>
    <message>
        <source>The activation behind {0}</source>
        <translation>{0} 之后的激活函数</translation>
    </message>
    <message>
        <source>No shape tells it: choose what the program had that these weights are of.</source>
        <translation>形状说明不了这一点：请选择这些权重所属的程序用的是什么。</translation>
    </message>
    <message>
        <source>Choose another network, or close this: nothing has changed.</source>
        <translation>请选择另一个网络，或关闭此页：什么也没有改变。</translation>
    </message>
    <message>
        <source>They fit {0}.</source>
        <translation>它们与 {0} 相符。</translation>
    </message>
    <message>
        <source>A network is proposed from their shapes: {1}.</source>
        <translation>根据它们的形状提出一个网络：{1}。</translation>
    </message>
    <message>
        <source>They fit the network that is there now: {1}.</source>
        <translation>它们与现在的网络相符：{1}。</translation>
    </message>
    <message>
        <source>What no shape can tell, and is assumed: {0}</source>
        <translation>形状说明不了、只能假定的：{0}</translation>
    </message>
    <message>
        <source>Other names than here: layers were matched by shape, in the order of their names.</source>
        <translation>名字与这里不同：各层按名字的次序，以形状对应。</translation>
    </message>
</context>
<context>
    <name>WholeLayer</name>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Add random numbers to the weights, sized against the layer&apos;s RMS.</source>
        <translation>给权重加上随机数，大小以这一层的均方根为准。</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>剪枝</translation>
    </message>
    <message>
        <source>Set the smallest weights to zero.</source>
        <translation>把最小的权重设为零。</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Multiply weights and biases by a factor.</source>
        <translation>把权重和偏置乘以一个系数。</translation>
    </message>
    <message>
        <source>this layer</source>
        <translation>这一层</translation>
    </message>
    <message>
        <source>Only the layer that is picked above.</source>
        <translation>只对上面所选的层。</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{0} RMS</source>
        <translation>{0} 倍均方根</translation>
    </message>
    <message>
        <source>Every convolution and every fully connected layer; pruning takes all together.</source>
        <translation>每个卷积层和全连接层；剪枝时合在一起排序。</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Change the weights so; it can be undone.</source>
        <translation>这样修改权重；可以撤销。</translation>
    </message>
    <message>
        <source>The layer as it was</source>
        <translation>恢复这一层</translation>
    </message>
    <message>
        <source>Give this layer the numbers that it had before the first change.</source>
        <translation>给这一层恢复第一次修改之前的数。</translation>
    </message>
    <message>
        <source>{0} as it was</source>
        <translation>{0} 恢复原样</translation>
    </message>
    <message>
        <source>Size of the noise</source>
        <translation>噪声的大小</translation>
    </message>
    <message>
        <source>Sigma of the noise, as a part of the layer&apos;s RMS.</source>
        <translation>噪声的标准差，以这一层均方根的倍数表示。</translation>
    </message>
    <message>
        <source>Share to prune</source>
        <translation>剪枝的比例</translation>
    </message>
    <message>
        <source>The share of weights that become zero, the smallest first.</source>
        <translation>变为零的权重的比例，最小的在先。</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>系数</translation>
    </message>
    <message>
        <source>What weights and biases are multiplied by.</source>
        <translation>权重和偏置所乘的数。</translation>
    </message>
</context>
<context>
    <name>WordList</name>
    <message>
        <source>Words</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>word</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>what it means</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>In sight</source>
        <translation>当前可见</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>Worker</name>
    <message>
        <source>Nothing can be trained: {0}</source>
        <translation>无法训练：{0}</translation>
    </message>
</context>
<context>
    <name>Workshop</name>
    <message>
        <source>1 if x won, else 0</source>
        <translation>x 胜出为 1，否则 0</translation>
    </message>
    <message>
        <source>1 at the label, else 0</source>
        <translation>标签处为 1，否则 0</translation>
    </message>
    <message>
        <source>what is wanted</source>
        <translation>期望值</translation>
    </message>
    <message>
        <source>of {0} numbers</source>
        <translation>/ {0} 个数</translation>
    </message>
</context>
<context>
    <name>WorkshopSheet</name>
    <message>
        <source>Workshop: write it yourself</source>
        <translation>工作坊：自己动手写</translation>
    </message>
    <message>
        <source>New file…</source>
        <translation>新文件…</translation>
    </message>
    <message>
        <source>Write a starting file: signatures and docstrings, nothing solved.</source>
        <translation>写出一个起始文件：只有函数签名和文档字符串，没有答案。</translation>
    </message>
    <message>
        <source>Use my own code…</source>
        <translation>使用我的代码…</translation>
    </message>
    <message>
        <source>Check a file of yours. It runs in a process of its own, and is never written to.</source>
        <translation>检查你自己的文件。它在单独的进程中运行，不会被改写。</translation>
    </message>
    <message>
        <source>Open in the editor</source>
        <translation>在编辑器中打开</translation>
    </message>
    <message>
        <source>Open the file in the program that your system opens Python files with.</source>
        <translation>用系统打开 Python 文件的程序打开这个文件。</translation>
    </message>
    <message>
        <source>Write the layers of a network yourself, in plain numpy and in your own editor. At every save each is checked, and what is wrong is named. Begin with a new file, or with code that you have.</source>
        <translation>用纯 numpy、在自己的编辑器里，亲手写出网络的各层。每次保存都会检查每一层，并指出错误所在。从新文件开始，或用你已有的代码开始。</translation>
    </message>
    <message>
        <source>Exercises: Up and Down</source>
        <translation>练习：上下方向键</translation>
    </message>
    <message>
        <source>Back to the training</source>
        <translation>回到训练</translation>
    </message>
    <message>
        <source>How the training with your layers goes on, or how it ended.</source>
        <translation>用你的层进行的训练进展如何，或结果如何。</translation>
    </message>
    <message>
        <source>Train with your layers</source>
        <translation>用你的层训练</translation>
    </message>
    <message>
        <source>Train LeNet-5 on MNIST with those that are right, beside the core&apos;s; the rest is the core&apos;s.</source>
        <translation>用其中正确的层在 MNIST 上训练 LeNet-5，与 core 的并列；其余用 core 的。</translation>
    </message>
    <message>
        <source>in a terminal, the same:</source>
        <translation>在终端中，同样的检查：</translation>
    </message>
    <message>
        <source>A new file for your layers</source>
        <translation>用来写层的新文件</translation>
    </message>
    <message>
        <source>A file with layers of yours</source>
        <translation>含有你写的层的文件</translation>
    </message>
    <message>
        <source>Python (*.py)</source>
        <translation>Python (*.py)</translation>
    </message>
    <message>
        <source>No program is known that opens {0}. Open it in your editor; every save is checked.</source>
        <translation>没有找到能打开 {0} 的程序。请在你的编辑器中打开；每次保存都会检查。</translation>
    </message>
    <message>
        <source>{0} of {1} are right</source>
        <translation>{1} 个中有 {0} 个正确</translation>
    </message>
    <message>
        <source>{0}, saved {1}, is being checked</source>
        <translation>{0}，保存于 {1}，正在检查</translation>
    </message>
    <message>
        <source>{0}, saved {1}, checked in {2} s</source>
        <translation>{0}，保存于 {1}，检查用时 {2} 秒</translation>
    </message>
    <message>
        <source>not written yet</source>
        <translation>还没有写</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
</context>
<context>
    <name>_Column</name>
    <message>
        <source>before, step {0}</source>
        <translation>之前，第 {0} 步</translation>
    </message>
    <message>
        <source>now, step {0}</source>
        <translation>现在，第 {0} 步</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数</translation>
    </message>
    <message>
        <source>testing … {0} %</source>
        <translation>测试中… {0} %</translation>
    </message>
    <message>
        <source>test …</source>
        <translation>测试…</translation>
    </message>
    <message>
        <source>test {0} %</source>
        <translation>测试 {0} %</translation>
    </message>
    <message>
        <source>test {0} % at step {1}</source>
        <translation>测试 {0} %，第 {1} 步</translation>
    </message>
    <message>
        <source>{0} of {1} test images {0:is|are} read right at step {2}</source>
        <translation>第 {2} 步：{1} 张测试图像中读对 {0} 张</translation>
    </message>
</context>
<context>
    <name>_Numbers</name>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>mean pixel</source>
        <translation>平均像素</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>已选</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Train on batch after batch until paused. The picture follows.</source>
        <translation>一个批次接一个批次地训练，直到暂停。画面随之更新。</translation>
    </message>
    <message>
        <source>run, start, play, learn, continue, resume, pause, stop, fit</source>
        <translation>运行、开始、播放、学习、继续、暂停、停止、拟合</translation>
    </message>
    <message>
        <source>Train on one batch</source>
        <translation>训练一个批次</translation>
    </message>
    <message>
        <source>One step: one batch forward, backward, and one update of every weight. Then pause.</source>
        <translation>一步：一个批次的前向、反向，以及每个权重的一次更新。然后暂停。</translation>
    </message>
    <message>
        <source>one step, single step, iteration, one update</source>
        <translation>一步、单步、迭代、更新一次</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Train to the end of the epoch</source>
        <translation>训练到本轮结束</translation>
    </message>
    <message>
        <source>Train on the rest of this epoch&apos;s images, test, then pause.</source>
        <translation>训练本轮余下的图像，测试，然后暂停。</translation>
    </message>
    <message>
        <source>one epoch, whole epoch, pass over the data</source>
        <translation>一轮、整轮、全部数据过一遍</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Record next batch</source>
        <translation>记录下一个批次</translation>
    </message>
    <message>
        <source>Pause, train on one more batch and keep every number of it, to walk it step by step.</source>
        <translation>暂停，再训练一个批次，并保存其中的每一个数，以便逐步查看。</translation>
    </message>
    <message>
        <source>trace, capture, walk through, debug, explain a step</source>
        <translation>跟踪、捕捉、逐步查看、调试、解释一步</translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation>前进一步</translation>
    </message>
    <message>
        <source>One operation further through the recorded batch; records the next batch if none is.</source>
        <translation>在已记录的批次中前进一个运算；没有记录时先记录下一个批次。</translation>
    </message>
    <message>
        <source>next operation, forward pass</source>
        <translation>下一个运算、前向</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>后退一步</translation>
    </message>
    <message>
        <source>One operation back through the recorded batch. Nothing is computed again.</source>
        <translation>在已记录的批次中后退一个运算。不需要重新计算。</translation>
    </message>
    <message>
        <source>previous operation, rewind</source>
        <translation>上一个运算、倒退</translation>
    </message>
    <message>
        <source>Play the steps</source>
        <translation>播放各站</translation>
    </message>
    <message>
        <source>Go by itself through forward, loss, backward and update; records a batch if none is.</source>
        <translation>自动走过前向、损失、反向和更新；没有记录时先记录一个批次。</translation>
    </message>
    <message>
        <source>animate, animation, autoplay, slides</source>
        <translation>动画、自动播放、演示</translation>
    </message>
    <message>
        <source>Play faster</source>
        <translation>播放更快</translation>
    </message>
    <message>
        <source>Stay less long at each step while they are played.</source>
        <translation>播放时每站停留得短一些。</translation>
    </message>
    <message>
        <source>speed up, quicker</source>
        <translation>加速、速度、更快</translation>
    </message>
    <message>
        <source>Play slower</source>
        <translation>播放更慢</translation>
    </message>
    <message>
        <source>Stay longer at each step while they are played.</source>
        <translation>播放时每站停留得长一些。</translation>
    </message>
    <message>
        <source>slow down, speed</source>
        <translation>减速、速度、更慢</translation>
    </message>
    <message>
        <source>Values on along the edges</source>
        <translation>数值沿连线前进</translation>
    </message>
    <message>
        <source>Move what the selected number is made of a little nearer to it; Ctrl+wheel does so too.</source>
        <translation>让所选数的各组成部分向它靠近一点；Ctrl+滚轮亦可。</translation>
    </message>
    <message>
        <source>flow, connections, lines, animate</source>
        <translation>流动、连接、连线、动画</translation>
    </message>
    <message>
        <source>Values back along the edges</source>
        <translation>数值沿连线后退</translation>
    </message>
    <message>
        <source>Move what the selected number is made of a little back to where it comes from.</source>
        <translation>让所选数的各组成部分向来源退回一点。</translation>
    </message>
    <message>
        <source>To the first step</source>
        <translation>到第一站</translation>
    </message>
    <message>
        <source>Go back to the first operation of the recorded batch.</source>
        <translation>回到已记录批次的第一个运算。</translation>
    </message>
    <message>
        <source>first operation, beginning</source>
        <translation>第一个运算、开头</translation>
    </message>
    <message>
        <source>To the last step</source>
        <translation>到最后一站</translation>
    </message>
    <message>
        <source>Go on to the last operation of the recorded batch, its update.</source>
        <translation>到已记录批次的最后一个运算，即它的更新。</translation>
    </message>
    <message>
        <source>last operation, end</source>
        <translation>最后一个运算、结尾</translation>
    </message>
    <message>
        <source>Leave the recorded batch</source>
        <translation>离开已记录的批次</translation>
    </message>
    <message>
        <source>Show the network as it is now, as Esc does in the end; Ctrl+Z brings the batch back.</source>
        <translation>显示网络现在的样子，Esc 最后也会如此；按 Ctrl+Z 可恢复该批次。</translation>
    </message>
    <message>
        <source>exit, close the batch, stop looking</source>
        <translation>退出、关闭批次、不再查看</translation>
    </message>
    <message>
        <source>Undo the recorded step</source>
        <translation>撤销所记录的一步</translation>
    </message>
    <message>
        <source>Take the recorded update back: every weight is what it was before this batch.</source>
        <translation>撤回所记录的更新：每个权重都恢复到这个批次之前。</translation>
    </message>
    <message>
        <source>revert, unlearn, take back</source>
        <translation>撤回、反学习、退回一步</translation>
    </message>
    <message>
        <source>What did this update buy?</source>
        <translation>这次更新带来了什么？</translation>
    </message>
    <message>
        <source>The loss along the recorded step, each layer&apos;s part in it, and who gained by it.</source>
        <translation>沿所记录的一步的损失、每一层的作用，以及谁受益。</translation>
    </message>
    <message>
        <source>loss landscape, line search, step size, learning rate, effect of the step</source>
        <translation>损失曲面、线搜索、步长、学习率、这一步的效果</translation>
    </message>
    <message>
        <source>wrong answer, error, misread, misclassified</source>
        <translation>答错、读错、误判、分类错误</translation>
    </message>
    <message>
        <source>gradient flow, vanishing gradient, backpropagation, blame</source>
        <translation>梯度流、梯度消失、反向传播、哪一层的原因</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>restart, start over, new run, begin again, initialise, initialize</source>
        <translation>重新开始、重启、新的运行、重来、初始化</translation>
    </message>
    <message>
        <source>Go back to the run before</source>
        <translation>回到之前的运行</translation>
    </message>
    <message>
        <source>The run that this one took the place of goes on where it stood; this one is kept.</source>
        <translation>被本次运行替换的运行从停下的地方继续；本次运行保留。</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>上一张图像</translation>
    </message>
    <message>
        <source>Watch the image before this one in the batch.</source>
        <translation>观察批次中的前一张图像。</translation>
    </message>
    <message>
        <source>sample, digit</source>
        <translation>样本、数字</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>下一张图像</translation>
    </message>
    <message>
        <source>Watch the next image of the batch.</source>
        <translation>观察批次中的下一张图像。</translation>
    </message>
    <message>
        <source>Next mistake</source>
        <translation>下一个错误</translation>
    </message>
    <message>
        <source>Watch the next image of the batch that the network reads wrongly.</source>
        <translation>观察批次中下一张网络读错的图像。</translation>
    </message>
    <message>
        <source>Draw a digit</source>
        <translation>画一个数字</translation>
    </message>
    <message>
        <source>Open the pad: the whole network answers while you draw. Again: back to the batch.</source>
        <translation>打开画板：你一边画，整个网络一边回答。再按一次：回到批次。</translation>
    </message>
    <message>
        <source>pad, sketch, handwriting, pen, paint, mouse</source>
        <translation>画板、手写、写字、笔、鼠标</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Have the network read the picture on the clipboard.</source>
        <translation>让网络读取剪贴板上的图片。</translation>
    </message>
    <message>
        <source>clipboard, insert an image</source>
        <translation>剪贴板、插入图像</translation>
    </message>
    <message>
        <source>Open a picture...</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>Have the network read one picture from a file, PNG or JPEG.</source>
        <translation>让网络读取文件中的一张图片，PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>load an image, photo, import</source>
        <translation>载入图像、照片、导入</translation>
    </message>
    <message>
        <source>Record this drawing</source>
        <translation>记录这幅画</translation>
    </message>
    <message>
        <source>Pause and keep every number of the drawing&apos;s way, to walk it; nothing is learnt.</source>
        <translation>暂停并保存这幅画经过网络的每一个数，以便逐步查看；网络不会从中学习。</translation>
    </message>
    <message>
        <source>trace, capture, explain the drawing</source>
        <translation>跟踪、捕捉、解释这幅画</translation>
    </message>
    <message>
        <source>Record this</source>
        <translation>记录这个</translation>
    </message>
    <message>
        <source>revert, go back</source>
        <translation>还原、返回、撤回</translation>
    </message>
    <message>
        <source>repeat, restore</source>
        <translation>重复、恢复</translation>
    </message>
    <message>
        <source>Eraser or brush</source>
        <translation>橡皮或画笔</translation>
    </message>
    <message>
        <source>Take the eraser for the brush, or the brush for the eraser.</source>
        <translation>在画笔和橡皮之间切换。</translation>
    </message>
    <message>
        <source>rubber, pen</source>
        <translation>橡皮、画笔</translation>
    </message>
    <message>
        <source>Clear the drawing</source>
        <translation>清空画板</translation>
    </message>
    <message>
        <source>Take a new sheet; undo brings the old one back.</source>
        <translation>换一张新纸；撤销可恢复旧的。</translation>
    </message>
    <message>
        <source>feature visualisation, feature visualization, saliency, adversarial, attack, deep dream, filters, neurons</source>
        <translation>特征可视化、显著图、对抗样本、攻击、深梦、滤波器、神经元</translation>
    </message>
    <message>
        <source>Back to the number before</source>
        <translation>回到前一个数</translation>
    </message>
    <message>
        <source>Show the number that was looked at before this one.</source>
        <translation>显示在这之前看过的数。</translation>
    </message>
    <message>
        <source>previous page, previous number</source>
        <translation>上一页、上一个数</translation>
    </message>
    <message>
        <source>Forward to the next number</source>
        <translation>前往后一个数</translation>
    </message>
    <message>
        <source>Show the number that was gone back from.</source>
        <translation>显示刚才返回之前的数。</translation>
    </message>
    <message>
        <source>next page</source>
        <translation>下一页、下一个数</translation>
    </message>
    <message>
        <source>The whole network</source>
        <translation>整个网络</translation>
    </message>
    <message>
        <source>Show every block of the network, one layer of each.</source>
        <translation>显示网络的每个块，每块一层。</translation>
    </message>
    <message>
        <source>zoom out, architecture, diagram</source>
        <translation>缩小、结构、架构、示意图</translation>
    </message>
    <message>
        <source>One block</source>
        <translation>一个块</translation>
    </message>
    <message>
        <source>Show every layer of the block in focus, with its kernels.</source>
        <translation>显示焦点所在块的每一层及其卷积核。</translation>
    </message>
    <message>
        <source>zoom in, layers</source>
        <translation>放大、各层</translation>
    </message>
    <message>
        <source>One layer</source>
        <translation>一层</translation>
    </message>
    <message>
        <source>Show one layer alone, one input and one output large.</source>
        <translation>单独显示一层，放大一个输入和一个输出。</translation>
    </message>
    <message>
        <source>zoom in, kernel, filter</source>
        <translation>放大、卷积核、滤波器</translation>
    </message>
    <message>
        <source>Slide the window</source>
        <translation>滑动窗口</translation>
    </message>
    <message>
        <source>Go over the layer cell by cell, or pause: window, products and page follow.</source>
        <translation>在这一层上逐格移动，或暂停：窗口、乘积和页面随之变化。</translation>
    </message>
    <message>
        <source>sliding window, convolve, stride, animation</source>
        <translation>滑动窗口、卷积过程、步幅、动画</translation>
    </message>
    <message>
        <source>Read the selected number&apos;s page</source>
        <translation>阅读所选数字的页面</translation>
    </message>
    <message>
        <source>Give the keyboard to the microscope: arrows move from number to number, Enter opens.</source>
        <translation>把键盘交给显微镜：方向键在数字间移动，回车打开。</translation>
    </message>
    <message>
        <source>calculation, formula, derivation, keyboard</source>
        <translation>计算、公式、推导、键盘</translation>
    </message>
    <message>
        <source>Gradient ledger</source>
        <translation>梯度账本</translation>
    </message>
    <message>
        <source>How much of the gradient each layer of the recorded batch let through, and what stopped it.</source>
        <translation>已记录批次的每一层让多少梯度通过，是什么挡住了其余部分。</translation>
    </message>
    <message>
        <source>Microscope</source>
        <translation>显微镜</translation>
    </message>
    <message>
        <source>Open or fold the column at the right; the network takes the room.</source>
        <translation>展开或折叠右侧一栏；空间让给网络。</translation>
    </message>
    <message>
        <source>inspector, side bar, right column, details</source>
        <translation>检查器、侧栏、右栏、详情</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Show or hide the curves; the network takes the room.</source>
        <translation>显示或隐藏曲线；空间让给网络。</translation>
    </message>
    <message>
        <source>plots, charts, graphs, loss, accuracy</source>
        <translation>图表、曲线图、损失、准确率</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Open or close the settings of the run: network, data, optimiser, seed.</source>
        <translation>打开或关闭运行的设置：网络、数据、优化器、随机种子。</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Compare the runs that were kept, run a group of them, or one again.</source>
        <translation>比较保存的运行，运行一组，或再运行一个。</translation>
    </message>
    <message>
        <source>compare, experiments, history, saved runs, library</source>
        <translation>比较、对比、实验、历史、保存的运行、库</translation>
    </message>
    <message>
        <source>Build a network</source>
        <translation>搭建网络</translation>
    </message>
    <message>
        <source>Put a network together, layer by layer, and use it; or play with one convolution.</source>
        <translation>一层一层地搭建网络并使用它；或者摆弄一次卷积。</translation>
    </message>
    <message>
        <source>dataset, pictures, gallery, browse, samples, digits</source>
        <translation>数据集、图片、图库、浏览、样本、数字</translation>
    </message>
    <message>
        <source>dataset, MNIST, CIFAR, own images, import</source>
        <translation>数据集、MNIST、CIFAR、自己的图像、导入</translation>
    </message>
    <message>
        <source>diagnosis, histograms, statistics, dead units, vanishing gradients, exploding gradients, problems, hints</source>
        <translation>诊断、直方图、统计、死亡单元、梯度消失、梯度爆炸、问题、提示</translation>
    </message>
    <message>
        <source>dark mode, light mode, night, appearance, colours, colors, contrast</source>
        <translation>深色模式、浅色模式、夜间、外观、颜色、对比度、主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言（Language）</translation>
    </message>
    <message>
        <source>Choose the language of the window, in the settings.</source>
        <translation>在设置中选择窗口的语言。</translation>
    </message>
    <message>
        <source>Chinese, English, translation, locale, 中文</source>
        <translation>中文、英文、翻译、界面语言</translation>
    </message>
    <message>
        <source>normal size, zoom, font size, text size, scale, 100 %</source>
        <translation>正常大小、缩放、字号、文字大小、100 %</translation>
    </message>
    <message>
        <source>Close the settings, else the sheet, else the message, else leave the recorded batch.</source>
        <translation>先关闭设置，再关闭面板，再关闭消息，最后离开已记录的批次。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take back what was done last.</source>
        <translation>撤销最近的操作。</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Do again what was undone last.</source>
        <translation>重做刚撤销的操作。</translation>
    </message>
    <message>
        <source>delete, empty, wipe, new sheet</source>
        <translation>删除、清除、擦掉、新的一张</translation>
    </message>
    <message>
        <source>Touch the weights</source>
        <translation>修改权重</translation>
    </message>
    <message>
        <source>Change a weight, switch a channel off, add noise: see the answer beside what it was.</source>
        <translation>修改一个权重、关闭一个通道、加上噪声：把答案与原来的对照。</translation>
    </message>
    <message>
        <source>edit weights, prune, ablate, disable a channel, surgery, experiment</source>
        <translation>修改权重、编辑权重、剪枝、消融、关闭通道、手术、实验</translation>
    </message>
    <message>
        <source>Break it</source>
        <translation>弄坏它</translation>
    </message>
    <message>
        <source>Put a mistake into a layer and watch it beside its right twin; or find a hidden one.</source>
        <translation>把一个错误放进一层，与正确的孪生网络并排观察；或者找出隐藏的错误。</translation>
    </message>
    <message>
        <source>lab, laboratory, mistakes, bug, error, fault, sabotage, debugging, quiz, detective, experiment</source>
        <translation>实验室、错误、缺陷、故障、破坏、调试、测验、侦探、实验</translation>
    </message>
    <message>
        <source>Workshop: write it yourself</source>
        <translation>工作坊：自己动手写</translation>
    </message>
    <message>
        <source>Write the layers of a network in your own file; at every save it is said what is wrong.</source>
        <translation>在自己的文件中写网络的层；每次保存都会指出错误。</translation>
    </message>
    <message>
        <source>exercise, code, program, Python, implement, homework, own layer</source>
        <translation>练习、代码、编程、Python、实现、作业、自己的层</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Have the network read all test images: each class, every mistake, how sure it is.</source>
        <translation>让网络读取全部测试图像：每个类别、每个错误、把握有多大。</translation>
    </message>
    <message>
        <source>test, accuracy, results, confusion matrix, mistakes, errors, calibration, confidence, robustness, noise, map, PCA</source>
        <translation>测试、准确率、结果、混淆矩阵、错误、校准、置信度、把握、鲁棒性、噪声、地图、PCA</translation>
    </message>
    <message>
        <source>What excites this channel?</source>
        <translation>什么激活这个通道？</translation>
    </message>
    <message>
        <source>The test images that raise a channel most, and an image changed until its answer turns.</source>
        <translation>使一个通道升得最高的测试图像，以及把图像改到答案翻转。</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Look through all the images that the run learns from and is tested with.</source>
        <translation>浏览运行用来学习和测试的所有图像。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Choose the images that the run is on: MNIST, those used lately, or any of your own.</source>
        <translation>选择运行所用的图像：MNIST、最近用过的，或你自己的任何图像。</translation>
    </message>
    <message>
        <source>Distributions and health</source>
        <translation>分布与健康状况</translation>
    </message>
    <message>
        <source>How each layer does: weights, gradients and units, and hints if something is amiss.</source>
        <translation>每一层状况如何：权重、梯度和单元，若有问题则给出提示。</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Change between the dark theme and the light one, which suits projectors.</source>
        <translation>在深色主题和适合投影仪的浅色主题之间切换。</translation>
    </message>
    <message>
        <source>Save weights...</source>
        <translation>保存权重…</translation>
    </message>
    <message>
        <source>Write the network and its weights to a file that PyTorch can read as well.</source>
        <translation>把网络及其权重写入文件，PyTorch 也能读取。</translation>
    </message>
    <message>
        <source>export, model, checkpoint, safetensors</source>
        <translation>导出、模型、检查点、保存网络</translation>
    </message>
    <message>
        <source>Open the trained network</source>
        <translation>打开训练好的网络</translation>
    </message>
    <message>
        <source>Go on with a LeNet-5 that has learnt already, so that all can be explored at once.</source>
        <translation>使用一个已经学好的 LeNet-5，马上就可以探索一切。</translation>
    </message>
    <message>
        <source>pretrained, ready-made, example, demo</source>
        <translation>预训练、现成的、示例、演示</translation>
    </message>
    <message>
        <source>Load weights...</source>
        <translation>载入权重…</translation>
    </message>
    <message>
        <source>Go on with the network of a file. A file that doesn&apos;t fit changes nothing.</source>
        <translation>使用文件中的网络。不适合的文件不会改变任何东西。</translation>
    </message>
    <message>
        <source>open, import, model, checkpoint, safetensors, PyTorch</source>
        <translation>打开、导入、模型、检查点、safetensors、PyTorch</translation>
    </message>
    <message>
        <source>Write the recorded batch to a file, every number of it, to open it again in a lesson.</source>
        <translation>把已记录的批次连同其中每一个数写入文件，以便上课时再打开。</translation>
    </message>
    <message>
        <source>save, export, lesson</source>
        <translation>保存、导出、课程</translation>
    </message>
    <message>
        <source>Show a batch kept in a file. The running network stays as it is.</source>
        <translation>显示文件中保存的批次。正在运行的网络不变。</translation>
    </message>
    <message>
        <source>load, import, lesson</source>
        <translation>载入、导入、课程</translation>
    </message>
    <message>
        <source>Take a picture...</source>
        <translation>截取图片…</translation>
    </message>
    <message>
        <source>Copy or save a picture of what is in sight, from 1 to 4 times as fine as the screen.</source>
        <translation>复制或保存当前所见的图片，精细度为屏幕的 1 到 4 倍。</translation>
    </message>
    <message>
        <source>screenshot, export, PNG, SVG, print, copy</source>
        <translation>截图、导出图像、PNG、SVG、打印、复制</translation>
    </message>
    <message>
        <source>Open images...</source>
        <translation>打开图像…</translation>
    </message>
    <message>
        <source>Look over images of your own, and begin a run on them: idx, npz, CSV and others.</source>
        <translation>查看你自己的图像，并用它们开始运行：idx、npz、CSV 等。</translation>
    </message>
    <message>
        <source>load, dataset, import, own pictures</source>
        <translation>载入、数据集、导入、自己的图片</translation>
    </message>
    <message>
        <source>Look over pictures of your own, in one folder a class, and begin a run on them.</source>
        <translation>查看你自己的图片（每个类别一个文件夹），并用它们开始运行。</translation>
    </message>
    <message>
        <source>exit, close, leave</source>
        <translation>退出、关闭、离开</translation>
    </message>
    <message>
        <source>version, licence, license, credits</source>
        <translation>版本、许可证、致谢</translation>
    </message>
    <message>
        <source>welcome, home, first steps</source>
        <translation>欢迎、主页、第一步</translation>
    </message>
    <message>
        <source>Open a folder of images...</source>
        <translation>打开图像文件夹…</translation>
    </message>
    <message>
        <source>Use MNIST</source>
        <translation>使用 MNIST</translation>
    </message>
    <message>
        <source>Begin a new run on the handwritten digits that come with cnnviz; this one is kept.</source>
        <translation>用 cnnviz 自带的手写数字开始新的运行；本次运行保留。</translation>
    </message>
    <message>
        <source>Start again from the same seed: new weights, an empty history, the same batches. Choices that wait in the settings are taken.</source>
        <translation>用同一个随机种子重新开始：新的权重、空的历史、相同的批次。设置中等待的更改会生效。</translation>
    </message>
    <message>
        <source>previous run, last run, earlier run, restore, recover</source>
        <translation>上一次运行、之前的运行、恢复、找回</translation>
    </message>
    <message>
        <source>One step back in time</source>
        <translation>时间后退一步</translation>
    </message>
    <message>
        <source>Show the network as it was one step before the one in sight.</source>
        <translation>显示网络在当前所见的前一步时的样子。</translation>
    </message>
    <message>
        <source>rewind, history, past</source>
        <translation>倒回、历史、过去</translation>
    </message>
    <message>
        <source>One step on in time</source>
        <translation>时间前进一步</translation>
    </message>
    <message>
        <source>Show the network as it was one step after the one in sight.</source>
        <translation>显示网络在当前所见的后一步时的样子。</translation>
    </message>
    <message>
        <source>history, later</source>
        <translation>历史、之后</translation>
    </message>
    <message>
        <source>One keyframe back in time</source>
        <translation>时间后退一个关键帧</translation>
    </message>
    <message>
        <source>Show the network as it was at the keyframe before.</source>
        <translation>显示网络在前一个关键帧时的样子。</translation>
    </message>
    <message>
        <source>One keyframe on in time</source>
        <translation>时间前进一个关键帧</translation>
    </message>
    <message>
        <source>Show the network as it was at the keyframe after.</source>
        <translation>显示网络在后一个关键帧时的样子。</translation>
    </message>
    <message>
        <source>Go to the start of the run</source>
        <translation>到运行的开头</translation>
    </message>
    <message>
        <source>Show the network as it was before its first step.</source>
        <translation>显示网络在第一步之前的样子。</translation>
    </message>
    <message>
        <source>rewind, beginning, untrained, initial weights</source>
        <translation>倒回、开头、未训练、初始权重</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>回到现在</translation>
    </message>
    <message>
        <source>Show the newest step; what went on before goes on.</source>
        <translation>显示最新一步；之前在进行的继续进行。</translation>
    </message>
    <message>
        <source>present, newest, return, live</source>
        <translation>现在、最新、返回、实时</translation>
    </message>
    <message>
        <source>Time bar</source>
        <translation>时间条</translation>
    </message>
    <message>
        <source>Keep the bar of all steps in sight: drag it to go back to any of them.</source>
        <translation>一直显示所有步的时间条：拖动它可回到任何一步。</translation>
    </message>
    <message>
        <source>timeline, history, slider, past, rewind, scrub</source>
        <translation>时间轴、历史、滑块、过去、倒回</translation>
    </message>
    <message>
        <source>Go on from here</source>
        <translation>从这里继续</translation>
    </message>
    <message>
        <source>Train on from the past step in sight; the steps after it stay as a run beside this one.</source>
        <translation>从当前所见的过去一步继续训练；其后的各步作为另一个运行保留在旁边。</translation>
    </message>
    <message>
        <source>branch, fork, continue, resume</source>
        <translation>分支、继续、恢复训练</translation>
    </message>
    <message>
        <source>Film of this run...</source>
        <translation>这次运行的影片…</translation>
    </message>
    <message>
        <source>Write the film of this run to a file: a picture a keyframe.</source>
        <translation>把这次运行的影片写入文件：每个关键帧一幅画面。</translation>
    </message>
    <message>
        <source>movie, video, animation, GIF, export</source>
        <translation>电影、视频、动画、GIF、导出</translation>
    </message>
    <message>
        <source>Close what is open</source>
        <translation>关闭打开的内容</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Everything that the window can do, with its keys.</source>
        <translation>窗口能做的一切及其按键。</translation>
    </message>
    <message>
        <source>Find a command...</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <source>Type a few letters of what you want to do; Enter does it.</source>
        <translation>输入想做的事的几个字，按回车执行。</translation>
    </message>
    <message>
        <source>All keys...</source>
        <translation>所有按键…</translation>
    </message>
    <message>
        <source>A list of every key and what it does.</source>
        <translation>列出每个按键及其作用。</translation>
    </message>
    <message>
        <source>keyboard, shortcuts, hotkeys, help</source>
        <translation>键盘、快捷键、热键、帮助</translation>
    </message>
    <message>
        <source>Explain the words...</source>
        <translation>解释词语…</translation>
    </message>
    <message>
        <source>What the words in sight mean. On a page, dotted words open their meaning on the spot.</source>
        <translation>当前可见词语的含义。页面上带点线的词语可就地打开解释。</translation>
    </message>
    <message>
        <source>glossary, dictionary, definitions, terms, vocabulary, help</source>
        <translation>词汇表、术语、定义、词典、帮助</translation>
    </message>
    <message>
        <source>About cnnviz...</source>
        <translation>关于 cnnviz…</translation>
    </message>
    <message>
        <source>What cnnviz is, and of which version its parts are.</source>
        <translation>cnnviz 是什么，各部分是什么版本。</translation>
    </message>
    <message>
        <source>options, preferences, configuration, presets, hyperparameters, learning rate, momentum, optimizer, SGD, Adam, schedule, seed, batch size, dropout, augmentation</source>
        <translation>选项、偏好、配置、预设、超参数、学习率、动量、优化器、SGD、Adam、学习率调度、随机种子、批次大小、丢弃法、数据增强</translation>
    </message>
    <message>
        <source>builder, sandbox, playground, architecture, layers, design, own network, model, presets</source>
        <translation>构建、沙盒、试验场、结构、架构、层、设计、自己的网络、模型、预设</translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Fill the screen with the network, larger, without bars and curves. Esc ends it.</source>
        <translation>让网络占满屏幕，放大，没有工具栏和曲线。Esc 结束。</translation>
    </message>
    <message>
        <source>full screen, fullscreen, projector, lecture, slides</source>
        <translation>全屏、投影、讲课、演示</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Everything larger, up to 200 %.</source>
        <translation>全部放大，最大 200 %。</translation>
    </message>
    <message>
        <source>bigger, zoom in, font size, text size, scale</source>
        <translation>放大、字号、文字大小、缩放</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Everything smaller, down to 80 %.</source>
        <translation>全部缩小，最小 80 %。</translation>
    </message>
    <message>
        <source>zoom out, font size, text size, scale</source>
        <translation>缩小、字号、文字大小、缩放</translation>
    </message>
    <message>
        <source>Usual size</source>
        <translation>通常大小</translation>
    </message>
    <message>
        <source>Paint everything in its usual size.</source>
        <translation>一切按通常大小绘制。</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>参加导览</translation>
    </message>
    <message>
        <source>A dozen steps through the window; your own run waits and comes back afterwards.</source>
        <translation>十几步看遍窗口；你自己的运行会等着，之后恢复。</translation>
    </message>
    <message>
        <source>tutorial, guide, introduction, getting started, help, learn</source>
        <translation>教程、引导、入门、介绍、帮助、学习</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>起始页</translation>
    </message>
    <message>
        <source>What to do first, and what can be gone on with.</source>
        <translation>先做什么，以及可以继续什么。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Keep this recorded batch...</source>
        <translation>保存这次记录…</translation>
    </message>
    <message>
        <source>Open a recorded batch...</source>
        <translation>打开记录…</translation>
    </message>
    <message>
        <source>load, directory, dataset, import, photos</source>
        <translation>载入、目录、数据集、导入、照片</translation>
    </message>
    <message>
        <source>default data, dataset</source>
        <translation>默认数据、数据集</translation>
    </message>
    <message>
        <source>Stop training and close the window.</source>
        <translation>停止训练并关闭窗口。</translation>
    </message>
</context>
<context>
    <name>build</name>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Fully connected</source>
        <translation>全连接</translation>
    </message>
    <message>
        <source>Regularisation</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>Kernels slide over the maps and multiply what they see: one map a kernel comes out.</source>
        <translation>卷积核在特征图上滑动，与看到的数相乘：每个卷积核产生一张特征图。</translation>
    </message>
    <message>
        <source>Keeps the largest number of each window: smaller maps.</source>
        <translation>保留每个窗口中最大的数：特征图变小。</translation>
    </message>
    <message>
        <source>Keeps the mean of each window: smaller, smoother maps.</source>
        <translation>保留每个窗口的平均值：特征图更小、更平滑。</translation>
    </message>
    <message>
        <source>Gives each map mean 0 and variance 1 over the batch, then a learnt scale and shift.</source>
        <translation>使每张特征图在批次上均值为 0、方差为 1，再作学得的缩放和平移。</translation>
    </message>
    <message>
        <source>The same for a row of numbers: each number is normalised over the batch.</source>
        <translation>对一行数作同样处理：每个数在批次上归一化。</translation>
    </message>
    <message>
        <source>Normalises every pixel of every map by itself: many more parameters.</source>
        <translation>对每张特征图的每个像素单独归一化：参数多得多。</translation>
    </message>
    <message>
        <source>Keeps what is positive, makes the rest zero: the usual choice.</source>
        <translation>保留正数，其余变为零：最常用的选择。</translation>
    </message>
    <message>
        <source>As ReLU, but what is negative is multiplied by the slope.</source>
        <translation>与 ReLU 相同，但负数乘以斜率。</translation>
    </message>
    <message>
        <source>As ReLU for what is positive; bends smoothly to -alpha below.</source>
        <translation>正数与 ReLU 相同；负数平滑地弯向 -alpha。</translation>
    </message>
    <message>
        <source>Squeezes every number between 0 and 1; the slope is at most 1/4.</source>
        <translation>把每个数压缩到 0 和 1 之间；斜率最大为 1/4。</translation>
    </message>
    <message>
        <source>Squeezes every number between -1 and 1.</source>
        <translation>把每个数压缩到 -1 和 1 之间。</translation>
    </message>
    <message>
        <source>Makes probabilities of scores. The loss has one already, so it is seldom needed.</source>
        <translation>把得分变成概率。损失中已有一个，所以很少需要。</translation>
    </message>
    <message>
        <source>The logarithm of softmax. The loss has one already.</source>
        <translation>softmax 的对数。损失中已有一个。</translation>
    </message>
    <message>
        <source>Lays the maps out in one row of numbers: what Linear takes.</source>
        <translation>把特征图排成一行数：Linear 所需的输入。</translation>
    </message>
    <message>
        <source>Every output is a weighted sum of all inputs.</source>
        <translation>每个输出是所有输入的加权和。</translation>
    </message>
    <message>
        <source>Leaves numbers out at random while training, so that none is relied on alone.</source>
        <translation>训练时随机丢弃一些数，使网络不会只依赖其中某一个。</translation>
    </message>
    <message>
        <source>in</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>out</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>of</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>eps</source>
        <translation>eps</translation>
    </message>
    <message>
        <source>mom.</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>affine</source>
        <translation>仿射变换</translation>
    </message>
    <message>
        <source>shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>alpha</source>
        <translation>alpha</translation>
    </message>
    <message>
        <source>axis</source>
        <translation>轴</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>pads</source>
        <translation>计边框</translation>
    </message>
    <message>
        <source>Maps that come in; empty: as many as the layer before makes.</source>
        <translation>输入的特征图数；留空：等于前一层产生的数量。</translation>
    </message>
    <message>
        <source>Maps that go out: one a kernel. More see more, cost more.</source>
        <translation>输出的特征图数：每个卷积核一张。越多看得越多，代价也越大。</translation>
    </message>
    <message>
        <source>Numbers that come in; empty: as many as there are.</source>
        <translation>输入的数的个数；留空：有多少就多少。</translation>
    </message>
    <message>
        <source>Numbers that go out; the last layer has one a class.</source>
        <translation>输出的数的个数；最后一层每个类别一个。</translation>
    </message>
    <message>
        <source>Maps or numbers to normalise; empty: as many as come in.</source>
        <translation>要归一化的特征图或数的个数；留空：等于输入的数量。</translation>
    </message>
    <message>
        <source>Side of the window in pixels, or height and width: 3, 5.</source>
        <translation>窗口的边长（像素），或高和宽：3, 5。</translation>
    </message>
    <message>
        <source>How far the window moves each time: 2 halves the size.</source>
        <translation>窗口每次移动多远：2 使大小减半。</translation>
    </message>
    <message>
        <source>Pixels of zeros around; &quot;same&quot; keeps the size, &quot;valid&quot; is none.</source>
        <translation>四周补零的像素数；&quot;same&quot; 保持大小不变，&quot;valid&quot; 不填充。</translation>
    </message>
    <message>
        <source>Whether a learnt number is added to each output.</source>
        <translation>是否给每个输出加上一个学得的数。</translation>
    </message>
    <message>
        <source>Added to the variance, so that nothing is divided by zero.</source>
        <translation>加到方差上，避免除以零。</translation>
    </message>
    <message>
        <source>How much of each batch goes into the running mean and variance.</source>
        <translation>每个批次有多少计入滑动均值和方差。</translation>
    </message>
    <message>
        <source>Whether a learnt scale and shift follow.</source>
        <translation>之后是否有学得的缩放和平移。</translation>
    </message>
    <message>
        <source>Maps, height, width; empty: as they come in.</source>
        <translation>特征图数、高、宽；留空：与输入相同。</translation>
    </message>
    <message>
        <source>What negative numbers are multiplied by.</source>
        <translation>负数所乘的系数。</translation>
    </message>
    <message>
        <source>Where it levels off: at minus this.</source>
        <translation>趋于平稳的位置：这个数的相反数。</translation>
    </message>
    <message>
        <source>The axis whose numbers sum to one; 1 is the classes.</source>
        <translation>和为一的那个轴；1 是类别。</translation>
    </message>
    <message>
        <source>The probability of being left out, from 0 to 1.</source>
        <translation>被丢弃的概率，从 0 到 1。</translation>
    </message>
    <message>
        <source>Whether the border&apos;s zeros count in the mean.</source>
        <translation>边框的零是否计入平均值。</translation>
    </message>
    <message>
        <source>784-512-128-10, fully connected</source>
        <translation>784-512-128-10，全连接</translation>
    </message>
    <message>
        <source>Two small convolutions</source>
        <translation>两个小卷积层</translation>
    </message>
    <message>
        <source>Eight convolutions (small VGG)</source>
        <translation>八个卷积层（小型 VGG）</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>image {0}</source>
        <translation>图像 {0}</translation>
    </message>
    <message>
        <source>input channel {0}</source>
        <translation>输入通道 {0}</translation>
    </message>
    <message>
        <source>output channel {0}</source>
        <translation>输出通道 {0}</translation>
    </message>
    <message>
        <source>input {0}</source>
        <translation>输入 {0}</translation>
    </message>
    <message>
        <source>output {0}</source>
        <translation>输出 {0}</translation>
    </message>
    <message>
        <source>window {0}</source>
        <translation>窗口 {0}</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>直接</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>方差</translation>
    </message>
    <message>
        <source>options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>positional arguments</source>
        <translation>位置参数</translation>
    </message>
    <message>
        <source>show this help message and exit</source>
        <translation>显示本帮助并退出</translation>
    </message>
    <message>
        <source>show program&apos;s version number and exit</source>
        <translation>显示版本并退出</translation>
    </message>
    <message>
        <source>unrecognized arguments: {0}</source>
        <translation>无法识别的参数：{0}</translation>
    </message>
    <message>
        <source>the following arguments are required: {0}</source>
        <translation>缺少必需的参数：{0}</translation>
    </message>
    <message>
        <source>argument {0}: invalid int value: {1}</source>
        <translation>参数 {0}：{1} 不是整数</translation>
    </message>
    <message>
        <source>argument {0}: invalid float value: {1}</source>
        <translation>参数 {0}：{1} 不是数</translation>
    </message>
    <message>
        <source>argument {0}: invalid choice: {1} (choose from {2})</source>
        <translation>参数 {0}：没有选项 {1}（可选 {2}）</translation>
    </message>
    <message>
        <source>argument {0}: expected one argument</source>
        <translation>参数 {0}：需要一个值</translation>
    </message>
    <message>
        <source>argument {0}: {1}</source>
        <translation>参数 {0}：{1}</translation>
    </message>
    <message>
        <source>assumed: {0}</source>
        <translation>假定：{0}</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>usage:</source>
        <translation>用法:</translation>
    </message>
    <message>
        <source>pixels, 8 to 64 a side</source>
        <translation>像素，每边 8 到 64</translation>
    </message>
    <message>
        <source>Small VGG</source>
        <translation>小型 VGG</translation>
    </message>
    <message>
        <source>Plain SGD</source>
        <translation>普通 SGD</translation>
    </message>
    <message>
        <source>Max-pooling</source>
        <translation>最大池化</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>batch norm</source>
        <translation>批量归一化</translation>
    </message>
    <message>
        <source>initialisation</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>The network must end in {0} numbers, one a class, but ends in {1}</source>
        <translation>网络必须以 {0} 个数结束，每个类别一个，但结束时是 {1}</translation>
    </message>
    <message>
        <source>{0}: another layer has this name</source>
        <translation>{0}：另一层用了这个名字</translation>
    </message>
    <message>
        <source>{0} parameters</source>
        <translation>{0} 个参数</translation>
    </message>
    <message>
        <source>about {0} of memory to train</source>
        <translation>训练约需 {0} 内存</translation>
    </message>
    <message>
        <source>{0}: with {1} the network would need {2} in batches of {3}; the limit is {4}. Make it smaller</source>
        <translation>{0}：有了 {1}，网络以 {3} 张一批训练需要 {2}；上限是 {4}。请缩小它</translation>
    </message>
    <message>
        <source>The loss takes the softmax itself: with a second one the network learns slowly</source>
        <translation>损失本身带有 softmax：再加一个，网络学得就慢</translation>
    </message>
    <message>
        <source>With p = 1 nothing gets through while training</source>
        <translation>p = 1 时，训练中什么也通不过</translation>
    </message>
    <message>
        <source>{0}: add a Linear</source>
        <translation>{0}：请添加一个 Linear</translation>
    </message>
    <message>
        <source>{0}: batch-norm needs more than one value of each kind, and a batch has one image: take a larger batch in the settings</source>
        <translation>{0}：批量归一化需要每种至少两个值，而一个批次只有一张图像：请在设置中取更大的批次</translation>
    </message>
    <message>
        <source>There is no layer yet: add one from the left</source>
        <translation>还没有层：从左边添加一个</translation>
    </message>
    <message>
        <source>Add a fully connected layer</source>
        <translation>添加一个全连接层</translation>
    </message>
    <message>
        <source>Nothing can be learnt: no layer has weights. Add a convolution or a Linear</source>
        <translation>什么也学不到：没有一层带权重。请添加卷积或 Linear</translation>
    </message>
    <message>
        <source>Add Flatten and Linear to {0}</source>
        <translation>把 Flatten 和 Linear 加到 {0}</translation>
    </message>
    <message>
        <source>Set out_features to {0}</source>
        <translation>把 out_features 设为 {0}</translation>
    </message>
    <message>
        <source>{0}: set out_features of {1} to {2}</source>
        <translation>{0}：把 {1} 的 out_features 设为 {2}</translation>
    </message>
    <message>
        <source>Add a Linear to {0}</source>
        <translation>给 {0} 添加一个 Linear</translation>
    </message>
    <message>
        <source>Call it {0}</source>
        <translation>命名为 {0}</translation>
    </message>
    <message>
        <source>{0} multiply-adds for each step</source>
        <translation>每步 {0} 次乘加</translation>
    </message>
    <message>
        <source>no layer has the key {0}</source>
        <translation>没有键为 {0} 的层</translation>
    </message>
    <message>
        <source>there is no place {0} among {1} layers</source>
        <translation>{1} 层中没有第 {0} 个位置</translation>
    </message>
    <message>
        <source>spec: expected {&quot;layers&quot;: [...]}</source>
        <translation>spec：应为 {&quot;layers&quot;: [...]}</translation>
    </message>
    <message>
        <source>there is no layer {0} among {1}</source>
        <translation>{1} 层中没有第 {0} 层</translation>
    </message>
    <message>
        <source>spec: each layer needs a &quot;name&quot; and a &quot;type&quot;, got {0}</source>
        <translation>spec：每层都需要 &quot;name&quot; 和 &quot;type&quot;，得到的是 {0}</translation>
    </message>
    <message>
        <source>fully connected</source>
        <translation>全连接</translation>
    </message>
    <message>
        <source>unknown layer type {0}; known are {1}</source>
        <translation>未知的层类型 {0}；已知的有 {1}</translation>
    </message>
    <message>
        <source>{0} has no argument {1}</source>
        <translation>{0} 没有参数 {1}</translation>
    </message>
    <message>
        <source>training in batches of {0} needs {1}, and the limit is {2}</source>
        <translation>以 {0} 张一批训练需要 {1}，上限是 {2}</translation>
    </message>
    <message>
        <source>Recording a batch of {0} images needs about {1} of memory, and the limit is {2}</source>
        <translation>记录 {0} 张图像的批次约需 {1} 内存，上限是 {2}</translation>
    </message>
    <message>
        <source>{0}: take a smaller network</source>
        <translation>{0}：请取更小的网络</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0} 字节</translation>
    </message>
    <message>
        <source>about {0} of memory</source>
        <translation>约 {0} 内存</translation>
    </message>
    <message>
        <source>{0}: set the batch size to at most {1} in the settings</source>
        <translation>{0}：请在设置中把批次大小设为最多 {1}</translation>
    </message>
    <message>
        <source>{0}: take batches of at most {1}, or a smaller network</source>
        <translation>{0}：请取最多 {1} 张的批次，或更小的网络</translation>
    </message>
    <message>
        <source>its network of {0} parameters, most of them in {1}, needs about {2} of memory to train, and the limit is {3}</source>
        <translation>它的网络有 {0} 个参数，大部分在 {1} 中，训练约需 {2} 内存，上限是 {3}</translation>
    </message>
    <message>
        <source>testing needs about {0} of memory, and the limit is {1}</source>
        <translation>测试约需 {0} 内存，上限是 {1}</translation>
    </message>
    <message>
        <source>a list of 1 to {0} layers is expected</source>
        <translation>应为 1 到 {0} 层的列表</translation>
    </message>
    <message>
        <source>layer {0} has no name and no type</source>
        <translation>第 {0} 层没有名字和类型</translation>
    </message>
    <message>
        <source>layer {0}: another layer is called {1}</source>
        <translation>第 {0} 层：另一层也叫 {1}</translation>
    </message>
    <message>
        <source>{0}: mistake is not the id of one</source>
        <translation>{0}：mistake 不是已知错误的编号</translation>
    </message>
    <message>
        <source>{0}: {1} has no argument {2}</source>
        <translation>{0}：{1} 没有参数 {2}</translation>
    </message>
    <message>
        <source>{0}: {1} is neither a number, a word nor a few numbers</source>
        <translation>{0}：{1} 既不是数、词，也不是几个数</translation>
    </message>
    <message>
        <source>upright edges</source>
        <translation>竖直边缘</translation>
    </message>
    <message>
        <source>level edges</source>
        <translation>水平边缘</translation>
    </message>
    <message>
        <source>the input can have at most {0}×{1} cells here</source>
        <translation>这里输入最多可有 {0}×{1} 格</translation>
    </message>
    <message>
        <source>the border can be at most {0} cells wide here</source>
        <translation>这里边框最多可宽 {0} 格</translation>
    </message>
    <message>
        <source>the kernel can have at most {0} cells here</source>
        <translation>这里卷积核最多可有 {0} 格</translation>
    </message>
    <message>
        <source>the kernel has {0} weights, and the window {1} places</source>
        <translation>卷积核有 {0} 个权重，窗口有 {1} 个位置</translation>
    </message>
    <message>
        <source>padding &quot;same&quot; is for convolutions: type a number</source>
        <translation>padding &quot;same&quot; 用于卷积：请输入一个数</translation>
    </message>
    <message>
        <source>{0} {1} of {2}×{3}</source>
        <translation>{0} {1}，{2}×{3}</translation>
    </message>
    <message>
        <source>{0} number{1}</source>
        <translation>{0} 个数{1}</translation>
    </message>
    <message>
        <source>, padding included</source>
        <translation>，包括填充</translation>
    </message>
    <message>
        <source>a {0}×{1} window doesn&apos;t fit into a map of {2}×{3}{4}: set kernel_size to {5} or less</source>
        <translation>{0}×{1} 的窗口放不进 {2}×{3} 的特征图{4}：请把 kernel_size 设为 {5} 或更小</translation>
    </message>
    <message>
        <source>Set kernel_size to {0}</source>
        <translation>把 kernel_size 设为 {0}</translation>
    </message>
    <message>
        <source>padding must be at most half of kernel_size, {0}</source>
        <translation>padding 最多为 kernel_size 的一半，即 {0}</translation>
    </message>
    <message>
        <source>{0} needs one row of numbers but gets {1}: put a Flatten before it</source>
        <translation>{0} 需要一行数，得到的是 {1}：请在它前面放一个 Flatten</translation>
    </message>
    <message>
        <source>{0} is for maps but gets {1}: BatchNorm1d is for rows of numbers</source>
        <translation>{0} 用于特征图，得到的是 {1}：BatchNorm1d 用于一行数</translation>
    </message>
    <message>
        <source>{0} is for rows of numbers but gets {1}: BatchNorm2d is for maps</source>
        <translation>{0} 用于一行数，得到的是 {1}：BatchNorm2d 用于特征图</translation>
    </message>
    <message>
        <source>{0} gets {1}: its shape must be {2}</source>
        <translation>{0} 得到 {1}：它的 shape 必须是 {2}</translation>
    </message>
    <message>
        <source>dim must be at most {0}: it gets {1}</source>
        <translation>dim 最多为 {0}：它得到 {1}</translation>
    </message>
    <message>
        <source>{0} needs {1}: type a whole number of at least 1</source>
        <translation>{0} 需要 {1}：请输入至少为 1 的整数</translation>
    </message>
    <message>
        <source>{0} expects {1} {2} but gets {3}: set {4} to {5}</source>
        <translation>{0} 应得到 {1} {2}，实际得到 {3}：请把 {4} 设为 {5}</translation>
    </message>
    <message>
        <source>{0} needs maps but gets {1}: move it in front of the layer that lays them out in a row</source>
        <translation>{0} 需要特征图，得到的是 {1}：请把它移到把特征图排成一行的层之前</translation>
    </message>
    <message>
        <source>padding must be &quot;same&quot;, &quot;valid&quot; or a whole number, got {0}</source>
        <translation>padding 必须是 &quot;same&quot;、&quot;valid&quot; 或整数，得到的是 {0}</translation>
    </message>
    <message>
        <source>padding &quot;same&quot; keeps the size and needs stride 1: set stride to 1, or padding to a number</source>
        <translation>padding &quot;same&quot; 保持大小，需要步幅 1：请把 stride 设为 1，或把 padding 设为一个数</translation>
    </message>
    <message>
        <source>Set padding to {0}</source>
        <translation>把 padding 设为 {0}</translation>
    </message>
    <message>
        <source>Put a Flatten before it</source>
        <translation>在它前面放一个 Flatten</translation>
    </message>
    <message>
        <source>Make it a BatchNorm1d</source>
        <translation>改为 BatchNorm1d</translation>
    </message>
    <message>
        <source>Make it a BatchNorm2d</source>
        <translation>改为 BatchNorm2d</translation>
    </message>
    <message>
        <source>Let its shape follow</source>
        <translation>让它的 shape 自动跟随</translation>
    </message>
    <message>
        <source>Set dim to 1</source>
        <translation>把 dim 设为 1</translation>
    </message>
    <message>
        <source>{0} must be at most {1}</source>
        <translation>{0} 最多为 {1}</translation>
    </message>
    <message>
        <source>Set {0} to {1}</source>
        <translation>把 {0} 设为 {1}</translation>
    </message>
    <message>
        <source>Set stride to 1</source>
        <translation>把 stride 设为 1</translation>
    </message>
    <message>
        <source>Save it with numpy.savez(path, images=..., labels=...)</source>
        <translation>请用 numpy.savez(path, images=..., labels=...) 保存</translation>
    </message>
    <message>
        <source>Swap the two files</source>
        <translation>请对调两个文件</translation>
    </message>
    <message>
        <source>npz arrays</source>
        <translation>npz 数组</translation>
    </message>
    <message>
        <source>idx files</source>
        <translation>idx 文件</translation>
    </message>
    <message>
        <source>npy arrays</source>
        <translation>npy 数组</translation>
    </message>
    <message>
        <source>it holds labels, where images are expected</source>
        <translation>其中是标签，而这里应为图像</translation>
    </message>
    <message>
        <source>it holds images, where labels are expected</source>
        <translation>其中是图像，而这里应为标签</translation>
    </message>
    <message>
        <source>it holds {0} labels for {1} images</source>
        <translation>其中有 {1} 张图像，却有 {0} 个标签</translation>
    </message>
    <message>
        <source>the {0} column of {1} is taken for the labels</source>
        <translation>把 {1} 的 {0} 列当作标签</translation>
    </message>
    <message>
        <source>npy array</source>
        <translation>npy 数组</translation>
    </message>
    <message>
        <source>the file of its {0} is not beside it</source>
        <translation>它的{0}文件不在旁边</translation>
    </message>
    <message>
        <source>Put it there{0}</source>
        <translation>请把它放在那里{0}</translation>
    </message>
    <message>
        <source>EMNIST&apos;s images lie on their side: they are transposed</source>
        <translation>EMNIST 的图像是侧放的：已转置</translation>
    </message>
    <message>
        <source>it holds no images</source>
        <translation>其中没有图像</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>请选择另一个文件</translation>
    </message>
    <message>
        <source>Choose the two files of one pair</source>
        <translation>请选择同一对的两个文件</translation>
    </message>
    <message>
        <source>a numpy .npy file</source>
        <translation>numpy 的 .npy 文件</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>a HEIC image</source>
        <translation>HEIC 图像</translation>
    </message>
    <message>
        <source>an AVIF image</source>
        <translation>AVIF 图像</translation>
    </message>
    <message>
        <source>a TIFF image</source>
        <translation>TIFF 图像</translation>
    </message>
    <message>
        <source>a JPEG XL image</source>
        <translation>JPEG XL 图像</translation>
    </message>
    <message>
        <source>an SVG drawing</source>
        <translation>SVG 图形</translation>
    </message>
    <message>
        <source>it can&apos;t be looked through</source>
        <translation>无法查看其内容</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>请选择另一个文件夹</translation>
    </message>
    <message>
        <source>the array {0} holds pickled objects, which are never opened</source>
        <translation>数组 {0} 含有 pickle 对象，这种内容从不打开</translation>
    </message>
    <message>
        <source>Make it with numpy.savez from arrays of numbers or of text (array.astype(str))</source>
        <translation>请用 numpy.savez 由数字或文本数组（array.astype(str)）生成</translation>
    </message>
    <message>
        <source>Choose one of them (pair), such as {0}</source>
        <translation>请选择其中之一（pair），例如 {0}</translation>
    </message>
    <message>
        <source>a numpy .npz file</source>
        <translation>numpy 的 .npz 文件</translation>
    </message>
    <message>
        <source>it holds {0} arrays; beside other files, one is expected</source>
        <translation>其中有 {0} 个数组；与其他文件一起时应只有一个</translation>
    </message>
    <message>
        <source>Open it alone</source>
        <translation>请单独打开它</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>{0}: expected {1} from 0 to {2}, got {3}</source>
        <translation>{0}：应为 0 到 {2} 的{1}，得到的是 {3}</translation>
    </message>
    <message>
        <source>augmentation: expected {0}, got {1}</source>
        <translation>augmentation：应为 {0}，得到的是 {1}</translation>
    </message>
    <message>
        <source>turn: expected one of {0}, got {1}</source>
        <translation>turn：应为 {0} 之一，得到的是 {1}</translation>
    </message>
    <message>
        <source>fit: expected one of {0}, got {1}</source>
        <translation>fit：应为 {0} 之一，得到的是 {1}</translation>
    </message>
    <message>
        <source>size: expected {0} to {1} pixels a side, got {2}</source>
        <translation>size：每边应为 {0} 到 {1} 像素，得到的是 {2}</translation>
    </message>
    <message>
        <source>range: expected black below white, got {0}</source>
        <translation>range：黑应小于白，得到的是 {0}</translation>
    </message>
    <message>
        <source>test: expected a share between 0 and 1, got {0}</source>
        <translation>test：应为 0 到 1 之间的比例，得到的是 {0}</translation>
    </message>
    <message>
        <source>classes: expected at least two names, each once</source>
        <translation>classes：至少需要两个名字，且不重复</translation>
    </message>
    <message>
        <source>{0} is no choice about data; there are {1}</source>
        <translation>{0} 不是关于数据的选项；选项有 {1}</translation>
    </message>
    <message>
        <source>{0}: {1} makes no sense</source>
        <translation>{0}：{1} 没有意义</translation>
    </message>
    <message>
        <source>it holds {0} bytes, which are no whole images of {1} bytes</source>
        <translation>其中有 {0} 字节，不是整数张 {1} 字节的图像</translation>
    </message>
    <message>
        <source>it has no labels called {0}</source>
        <translation>其中没有名为 {0} 的标签</translation>
    </message>
    <message>
        <source>Choose from {0} (pair)</source>
        <translation>请从 {0} 中选择（pair）</translation>
    </message>
    <message>
        <source>its {0} labels are used; pair says which</source>
        <translation>使用了它的 {0} 标签；用 pair 可指定</translation>
    </message>
    <message>
        <source>Fetch it again: it is cut off, or not CIFAR&apos;s binary version</source>
        <translation>请重新获取：文件被截断，或不是 CIFAR 的二进制版本</translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation>{0} 张图像</translation>
    </message>
    <message>
        <source>{0} labels</source>
        <translation>{0} 个标签</translation>
    </message>
    <message>
        <source>images: expected uint8 (N, H, W) or (N, C, H, W), got {0} {1}</source>
        <translation>images：应为 uint8 (N, H, W) 或 (N, C, H, W)，得到的是 {0} {1}</translation>
    </message>
    <message>
        <source>labels: expected uint8 {0}, got {1} {2}</source>
        <translation>labels：应为 uint8 {0}，得到的是 {1} {2}</translation>
    </message>
    <message>
        <source>labels: expected 0 to {0}, got {1}</source>
        <translation>labels：应为 0 到 {0}，得到的是 {1}</translation>
    </message>
    <message>
        <source>{0}: not among the classes {1}</source>
        <translation>{0}：不在类别 {1} 之中</translation>
    </message>
    <message>
        <source>preprocessing: expected one of {0}, got {1}</source>
        <translation>preprocessing：应为 {0} 之一，得到的是 {1}</translation>
    </message>
    <message>
        <source>preprocessing: &apos;standard&apos; needs a training set with images</source>
        <translation>preprocessing：&apos;standard&apos; 需要有图像的训练集</translation>
    </message>
    <message>
        <source>preprocessing: scale and shift must be numbers up to {0}, got {1}, {2}</source>
        <translation>preprocessing：scale 和 shift 必须是不超过 {0} 的数，得到的是 {1}、{2}</translation>
    </message>
    <message>
        <source>a Dataset is indexed by a slice or by a list of indices</source>
        <translation>Dataset 只能用切片或索引列表取值</translation>
    </message>
    <message>
        <source>preprocessing: expected name, scale and shift, got {0}</source>
        <translation>preprocessing：应为 name、scale 和 shift，得到的是 {0}</translation>
    </message>
    <message>
        <source>Choose a folder that holds one folder of pictures for each class</source>
        <translation>请选择这样的文件夹：其中每个类别有一个图片文件夹</translation>
    </message>
    <message>
        <source>a Photoshop document</source>
        <translation>Photoshop 文档</translation>
    </message>
    <message>
        <source>a raw photograph</source>
        <translation>相机原始照片</translation>
    </message>
    <message>
        <source>system volume information</source>
        <translation>system volume information</translation>
    </message>
    <message>
        <source>folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>that are no ordinary files</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>Put a folder of pictures for each other class beside it: there must be two to tell apart</source>
        <translation>请在旁边为其他每个类别放一个图片文件夹：至少要有两个类别才能区分</translation>
    </message>
    <message>
        <source>it holds {0} pictures in {1} classes</source>
        <translation>其中有 {1} 个类别的 {0} 张图片</translation>
    </message>
    <message>
        <source>, and {0} other pictures can&apos;t be used either</source>
        <translation>，另有 {0} 张图片也不能使用</translation>
    </message>
    <message>
        <source>Take it away, or put a good one in its place</source>
        <translation>请拿走它，或换上一张好的</translation>
    </message>
    <message>
        <source>{0} pictures lie in folders inside their class&apos;s folder and are used</source>
        <translation>{0} 张图片在类别文件夹里的子文件夹中，已使用</translation>
    </message>
    <message>
        <source>digits of other sizes were scaled and centred by mass in {0}x{1}, as in MNIST</source>
        <translation>其他大小的数字已缩放并按质心居中为 {0}×{1}，与 MNIST 相同</translation>
    </message>
    <message>
        <source>the folders inside its folders are the classes</source>
        <translation>以子文件夹中的文件夹为类别</translation>
    </message>
    <message>
        <source>its folders hold no pictures but more folders</source>
        <translation>它的子文件夹中没有图片，只有更多文件夹</translation>
    </message>
    <message>
        <source>Put the pictures of each class into a folder of their own inside it, named after the class</source>
        <translation>请在其中为每个类别建一个文件夹，以类别命名，把图片放进去</translation>
    </message>
    <message>
        <source>its folders hold no pictures</source>
        <translation>它的子文件夹中没有图片</translation>
    </message>
    <message>
        <source>it holds no folders</source>
        <translation>其中没有文件夹</translation>
    </message>
    <message>
        <source>it holds one class only, {0}</source>
        <translation>其中只有一个类别：{0}</translation>
    </message>
    <message>
        <source>Use at most {0} in {1}</source>
        <translation>{1} 中最多使用 {0}</translation>
    </message>
    <message>
        <source>files {0}</source>
        <translation>文件 {0}</translation>
    </message>
    <message>
        <source>pictures of several sizes were scaled to {0}x{1}</source>
        <translation>多种大小的图片已缩放为 {0}×{1}</translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation>{0} 张图片</translation>
    </message>
    <message>
        <source>Choose a folder inside it, such as {0}</source>
        <translation>请选择其中的一个文件夹，例如 {0}</translation>
    </message>
    <message>
        <source>it holds more than {0} files</source>
        <translation>其中的文件超过 {0} 个</translation>
    </message>
    <message>
        <source>that are no pictures</source>
        <translation>不是图片</translation>
    </message>
    <message>
        <source>this class has no pictures</source>
        <translation>这个类别没有图片</translation>
    </message>
    <message>
        <source>Add some, or take the folder away</source>
        <translation>请添加一些，或拿走这个文件夹</translation>
    </message>
    <message>
        <source>its {0} pictures {1}</source>
        <translation>它的 {0} 张图片{1}</translation>
    </message>
    <message>
        <source>its {0} pictures are not sorted into classes</source>
        <translation>它的 {0} 张图片没有按类别分开</translation>
    </message>
    <message>
        <source>of {0} pictures {1}</source>
        <translation>{0} 张图片中{1}</translation>
    </message>
    <message>
        <source>pictures that lie in no class&apos;s folder</source>
        <translation>不在任何类别文件夹中的图片</translation>
    </message>
    <message>
        <source>pictures that can&apos;t be read</source>
        <translation>无法读取的图片</translation>
    </message>
    <message>
        <source>{0} pictures are blank</source>
        <translation>{0} 张图片是空白的</translation>
    </message>
    <message>
        <source>{0} pictures were scaled to {1}x{2}</source>
        <translation>{0} 张图片已缩放为 {1}×{2}</translation>
    </message>
    <message>
        <source>beside its parts lies {0}, which is not used</source>
        <translation>在各部分旁边还有 {0}，没有使用</translation>
    </message>
    <message>
        <source>that can be read: they {0}</source>
        <translation>可读取：{0}</translation>
    </message>
    <message>
        <source>none of its pictures can be read</source>
        <translation>其中没有一张图片能读取</translation>
    </message>
    <message>
        <source>Replace them, or take it away</source>
        <translation>请替换它们，或把它拿走</translation>
    </message>
    <message>
        <source>coloured ink on light paper was made grey</source>
        <translation>浅色纸上的彩色墨迹已变为灰度</translation>
    </message>
    <message>
        <source>Choose a picture with one digit in it</source>
        <translation>请选择只含一个数字的图片</translation>
    </message>
    <message>
        <source>are {0}, which can&apos;t be read here: save them as PNG or JPEG</source>
        <translation>是{0}，这里无法读取：请另存为 PNG 或 JPEG</translation>
    </message>
    <message>
        <source>are {0},</source>
        <translation>是{0}，</translation>
    </message>
    <message>
        <source>lie in {0} and are not sorted into classes</source>
        <translation>在 {0} 中，没有按类别分开</translation>
    </message>
    <message>
        <source>Choose an idx file such as train-images-idx3-ubyte.gz, or fetch it again</source>
        <translation>请选择 idx 文件，例如 train-images-idx3-ubyte.gz，或重新获取</translation>
    </message>
    <message>
        <source>it holds idx data of another kind (type 0x{0}, {1} dimensions)</source>
        <translation>其中是另一种 idx 数据（类型 0×{0}，{1} 维）</translation>
    </message>
    <message>
        <source>its header claims {0} MiB of data</source>
        <translation>它的文件头声称有 {0} MiB 数据</translation>
    </message>
    <message>
        <source>its header claims {0} bytes of data, {1} are there</source>
        <translation>它的文件头声称有 {0} 字节数据，实际有 {1}</translation>
    </message>
    <message>
        <source>it holds {0} data than its header claims ({1} bytes)</source>
        <translation>其中的数据比文件头声称的（{1} 字节）{0}</translation>
    </message>
    <message>
        <source>it is {0}</source>
        <translation>它是{0}</translation>
    </message>
    <message>
        <source>Choose one of numbers with 1 dimension (labels) or 3 (images)</source>
        <translation>请选择 1 维（标签）或 3 维（图像）的数字文件</translation>
    </message>
    <message>
        <source>it ends within its header</source>
        <translation>它在文件头中就结束了</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it is not an idx file</source>
        <translation>它不是 idx 文件</translation>
    </message>
    <message>
        <source>its gzip compression ends early</source>
        <translation>它的 gzip 压缩提前结束</translation>
    </message>
    <message>
        <source>its gzip compression is damaged</source>
        <translation>它的 gzip 压缩已损坏</translation>
    </message>
    <message>
        <source>expected uint8 pixels (H, W), (H, W, 3) or (H, W, 4), got {0}</source>
        <translation>应为 uint8 像素 (H, W)、(H, W, 3) 或 (H, W, 4)，得到的是 {0}</translation>
    </message>
    <message>
        <source>it has no pixels</source>
        <translation>它没有像素</translation>
    </message>
    <message>
        <source>nothing is drawn in it</source>
        <translation>其中什么也没有画</translation>
    </message>
    <message>
        <source>pictures that lie</source>
        <translation>位于别处的图片</translation>
    </message>
    <message>
        <source>pictures that</source>
        <translation>这样的图片</translation>
    </message>
    <message>
        <source>files that are no pictures</source>
        <translation>不是图片的文件</translation>
    </message>
    <message>
        <source>images of</source>
        <translation>图像，类别</translation>
    </message>
    <message>
        <source>picture that lies</source>
        <translation>位于别处的图片</translation>
    </message>
    <message>
        <source>picture that</source>
        <translation>这样的图片</translation>
    </message>
    <message>
        <source>file that is no picture</source>
        <translation>不是图片的文件</translation>
    </message>
    <message>
        <source>image of</source>
        <translation>图像，类别</translation>
    </message>
    <message>
        <source>dark on light, inverted</source>
        <translation>浅底深字，已反相</translation>
    </message>
    <message>
        <source>light on dark, as stored</source>
        <translation>深底浅字（原样）</translation>
    </message>
    <message>
        <source>{0} (not sure: {1})</source>
        <translation>{0}（不确定：{1}）</translation>
    </message>
    <message>
        <source>, stored as {0}x{1}</source>
        <translation>，存储为 {0}×{1}</translation>
    </message>
    <message>
        <source>upright as stored</source>
        <translation>正立（原样）</translation>
    </message>
    <message>
        <source>{0}: {1}, {2} images of {3}x{4} pixels, {5}{6}</source>
        <translation>{0}：{1}，{2} 张图像，{3}×{4} 像素，{5}{6}</translation>
    </message>
    <message>
        <source>{0} classes: {1}</source>
        <translation>{0} 个类别：{1}</translation>
    </message>
    <message>
        <source>{0} to train on, {1} to test ({2})</source>
        <translation>{0} 张用于训练，{1} 张用于测试（{2}）</translation>
    </message>
    <message>
        <source>Left out: {0}.</source>
        <translation>已略去：{0}。</translation>
    </message>
    <message>
        <source>turned by {0} degrees</source>
        <translation>旋转 {0} 度</translation>
    </message>
    <message>
        <source>left out: {0}</source>
        <translation>已略去：{0}</translation>
    </message>
    <message>
        <source>Dark ink on light paper was inverted.</source>
        <translation>浅色纸上的深色墨迹已反相。</translation>
    </message>
    <message>
        <source>Put it into a folder named after its class, beside those of the other classes</source>
        <translation>请把它放进以其类别命名的文件夹，与其他类别的文件夹并列</translation>
    </message>
    <message>
        <source>it holds several sets of images: {0}</source>
        <translation>其中有几组图像：{0}</translation>
    </message>
    <message>
        <source>{0} files can&apos;t be opened together</source>
        <translation>{0} 个文件不能一起打开</translation>
    </message>
    <message>
        <source>a gzip file</source>
        <translation>gzip 文件</translation>
    </message>
    <message>
        <source>a CIFAR binary file</source>
        <translation>CIFAR 二进制文件</translation>
    </message>
    <message>
        <source>ready images</source>
        <translation>现成的图像</translation>
    </message>
    <message>
        <source>its own test part</source>
        <translation>自带的测试部分</translation>
    </message>
    <message>
        <source>0 files can&apos;t be opened together</source>
        <translation>0 个文件不能一起打开</translation>
    </message>
    <message>
        <source>a table of text</source>
        <translation>文本表格</translation>
    </message>
    <message>
        <source>it holds no data that is known here</source>
        <translation>其中没有这里认识的数据</translation>
    </message>
    <message>
        <source>nothing that reads pictures is installed here</source>
        <translation>这里没有安装能读取图片的组件</translation>
    </message>
    <message>
        <source>Install cnnviz with Qt</source>
        <translation>请连同 Qt 一起安装 cnnviz</translation>
    </message>
    <message>
        <source>Choose another</source>
        <translation>请选择另一个</translation>
    </message>
    <message>
        <source>Load it as weights</source>
        <translation>请把它作为权重载入</translation>
    </message>
    <message>
        <source>Continue it instead</source>
        <translation>请改为继续它</translation>
    </message>
    <message>
        <source>Open it as a recorded batch</source>
        <translation>请把它作为已记录的批次打开</translation>
    </message>
    <message>
        <source>it holds {0}, where images and labels are expected</source>
        <translation>其中有 {0}，而这里应为图像和标签</translation>
    </message>
    <message>
        <source>it holds several sets of images with labels: {0}</source>
        <translation>其中有几组带标签的图像：{0}</translation>
    </message>
    <message>
        <source>{0} is not one of its sets of images: {1}</source>
        <translation>{0} 不是其中的一组图像：{1}</translation>
    </message>
    <message>
        <source>Give each row one label and the pixels of one image, 784 for 28x28</source>
        <translation>请让每行有一个标签和一张图像的像素，28×28 为 784 个</translation>
    </message>
    <message>
        <source>its rows have {0} columns, which are not a label and a square of pixels</source>
        <translation>各行有 {0} 列，不是一个标签加一个正方形的像素</translation>
    </message>
    <message>
        <source>first, last or a number up to {0}</source>
        <translation>first、last 或不超过 {0} 的数</translation>
    </message>
    <message>
        <source>it has no column {0}</source>
        <translation>其中没有列 {0}</translation>
    </message>
    <message>
        <source>Choose from {0}</source>
        <translation>请从 {0} 中选择</translation>
    </message>
    <message>
        <source>it has no column of labels</source>
        <translation>其中没有标签列</translation>
    </message>
    <message>
        <source>it holds several tables of images: {0}</source>
        <translation>其中有几张图像表：{0}</translation>
    </message>
    <message>
        <source>Choose one of them</source>
        <translation>请选择其中之一</translation>
    </message>
    <message>
        <source>it has {0} GiB</source>
        <translation>它有 {0} GiB</translation>
    </message>
    <message>
        <source>Use a smaller table</source>
        <translation>请使用更小的表</translation>
    </message>
    <message>
        <source>a line of it is longer than any row of pixels</source>
        <translation>其中一行比任何一行像素都长</translation>
    </message>
    <message>
        <source>, or name the column of the labels (label)</source>
        <translation>，或指定标签列（label）</translation>
    </message>
    <message>
        <source>rows without labels</source>
        <translation>没有标签的行</translation>
    </message>
    <message>
        <source>its compression is damaged</source>
        <translation>它的压缩已损坏</translation>
    </message>
    <message>
        <source>Fetch it again</source>
        <translation>请重新获取</translation>
    </message>
    <message>
        <source>without values</source>
        <translation>没有数值</translation>
    </message>
    <message>
        <source>{0} {1}, {2}, are not labels</source>
        <translation>{0} {1}，{2}，不是标签</translation>
    </message>
    <message>
        <source>it has no class {0} and another number of classes, {1}</source>
        <translation>其中没有类别 {0}，类别数也不同，为 {1}</translation>
    </message>
    <message>
        <source>{0} {1} are not images: (N, 28, 28) is expected</source>
        <translation>{0} {1} 不是图像：应为 (N, 28, 28)</translation>
    </message>
    <message>
        <source>{0} of the images</source>
        <translation>图像中的 {0}</translation>
    </message>
    <message>
        <source>it holds {0} images only, and {1} is kept for testing</source>
        <translation>其中只有 {0} 张图像，而 {1} 留作测试</translation>
    </message>
    <message>
        <source>of text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Give each image one whole number or one name</source>
        <translation>请给每张图像一个整数或一个名字</translation>
    </message>
    <message>
        <source>it holds {0} different labels</source>
        <translation>其中有 {0} 种不同的标签</translation>
    </message>
    <message>
        <source>Use at most {0} classes, or name those to keep (classes)</source>
        <translation>请最多使用 {0} 个类别，或指定要保留的（classes）</translation>
    </message>
    <message>
        <source>There must be two classes to tell apart: add images of another one</source>
        <translation>至少要有两个类别才能区分：请添加另一个类别的图像</translation>
    </message>
    <message>
        <source>its names of classes do not fit its labels and are not used</source>
        <translation>它的类别名与标签不符，没有使用</translation>
    </message>
    <message>
        <source>Choose from {0}{1}</source>
        <translation>请从 {0} 中选择{1}</translation>
    </message>
    <message>
        <source>{0} holds {1} and {2} {3}</source>
        <translation>{0} 有 {1}，以及 {2} {3}</translation>
    </message>
    <message>
        <source>{0} {1} has neither one nor three channels</source>
        <translation>{0} {1} 既不是一个通道也不是三个通道</translation>
    </message>
    <message>
        <source>Bring them into that order, or say their size (size)</source>
        <translation>请调整为那个次序，或说明其大小（size）</translation>
    </message>
    <message>
        <source>Say which values are black and white (range), or use 0 to 255, or 0 to 1</source>
        <translation>请说明哪些值是黑和白（range），或使用 0 到 255、0 到 1</translation>
    </message>
    <message>
        <source>values from {0} to {1} look standardised: the smallest is taken for black</source>
        <translation>{0} 到 {1} 的数值像是标准化过的：最小值当作黑</translation>
    </message>
    <message>
        <source>images of {0}x{1} pixels were scaled to {2}x{3}</source>
        <translation>{0}×{1} 像素的图像已缩放为 {2}×{3}</translation>
    </message>
    <message>
        <source>its images to test have the shape {0}, those to train on {1}</source>
        <translation>测试图像的形状是 {0}，训练图像是 {1}</translation>
    </message>
    <message>
        <source>Choose one size for both (size), and grey or colour</source>
        <translation>请为两者选择同一大小（size），以及灰度或彩色</translation>
    </message>
    <message>
        <source>there is only a part named for {0}: it is used for both</source>
        <translation>只有名为 {0} 的部分：两者都用它</translation>
    </message>
    <message>
        <source>its validation part is used for testing</source>
        <translation>用它的验证部分来测试</translation>
    </message>
    <message>
        <source>every seventh image</source>
        <translation>每七张中的一张</translation>
    </message>
    <message>
        <source>Use at least {0}</source>
        <translation>请至少使用 {0}</translation>
    </message>
    <message>
        <source>with values from {0} to {1}</source>
        <translation>数值在 {0} 到 {1}</translation>
    </message>
    <message>
        <source>no image is of the classes that were chosen</source>
        <translation>没有图像属于所选的类别</translation>
    </message>
    <message>
        <source>Choose others</source>
        <translation>请选择其他的</translation>
    </message>
    <message>
        <source>{0} holds {1}, not numbers</source>
        <translation>{0} 中是 {1}，不是数字</translation>
    </message>
    <message>
        <source>Save the pixels as numbers</source>
        <translation>请把像素存为数字</translation>
    </message>
    <message>
        <source>{0} {1} has its images along the last axis</source>
        <translation>{0} {1} 的图像沿最后一个轴排列</translation>
    </message>
    <message>
        <source>Give each image one label</source>
        <translation>请给每张图像一个标签</translation>
    </message>
    <message>
        <source>Save images of shape (N, H, W) or (N, H, W, 3)</source>
        <translation>请保存形状为 (N, H, W) 或 (N, H, W, 3) 的图像</translation>
    </message>
    <message>
        <source>{0}: {1} numbers in a row are taken as red, then green, then blue</source>
        <translation>{0}：一行的 {1} 个数按先红、再绿、后蓝处理</translation>
    </message>
    <message>
        <source>{0} has values that are no numbers (NaN)</source>
        <translation>{0} 中有不是数的值（NaN）</translation>
    </message>
    <message>
        <source>{0} has values from {1} to {2}</source>
        <translation>{0} 的数值从 {1} 到 {2}</translation>
    </message>
    <message>
        <source>the brightest value is {0}: {1} is taken for white</source>
        <translation>最亮的值是 {0}：{1} 当作白</translation>
    </message>
    <message>
        <source>values from -0.5 to 0.5</source>
        <translation>数值从 -0.5 到 0.5</translation>
    </message>
    <message>
        <source>values from -1 to 1</source>
        <translation>数值从 -1 到 1</translation>
    </message>
    <message>
        <source>its three channels are the same: grey</source>
        <translation>三个通道相同：灰度</translation>
    </message>
    <message>
        <source>colours were made grey by their brightness</source>
        <translation>颜色按亮度变为灰度</translation>
    </message>
    <message>
        <source>each digit of {0}x{1} pixels was scaled to {2} and centred by mass, as in MNIST</source>
        <translation>{0}×{1} 像素的每个数字已缩放到 {2} 并按质心居中，与 MNIST 相同</translation>
    </message>
    <message>
        <source>its {0} part is empty</source>
        <translation>它的 {0} 部分是空的</translation>
    </message>
    <message>
        <source>images of classes that were not chosen</source>
        <translation>未选类别的图像</translation>
    </message>
    <message>
        <source>values below 0: -128 is taken for black</source>
        <translation>数值小于 0：-128 当作黑</translation>
    </message>
    <message>
        <source>no value is above 1/255: that is taken for white</source>
        <translation>没有大于 1/255 的值：1/255 当作白</translation>
    </message>
    <message>
        <source>grey images were given three channels</source>
        <translation>灰度图像已变为三个通道</translation>
    </message>
    <message>
        <source>images of its validation part, as there is a test part</source>
        <translation>它的验证部分的图像，因为另有测试部分</translation>
    </message>
    <message>
        <source>{0} goes from {1} to {2} instead</source>
        <translation>{0} 改为从 {1} 到 {2}</translation>
    </message>
    <message>
        <source>the published experiments, with their own initialisation</source>
        <translation>已发表的实验，用它们自己的初始化</translation>
    </message>
    <message>
        <source>the same recipes, begun as He et al. advise</source>
        <translation>同样的训练方案，按 He 等人的建议初始化</translation>
    </message>
    <message>
        <source>the most accurate recipe</source>
        <translation>最准确的训练方案</translation>
    </message>
    <message>
        <source>five activation functions</source>
        <translation>五种激活函数</translation>
    </message>
    <message>
        <source>five optimisers</source>
        <translation>五种优化器</translation>
    </message>
    <message>
        <source>the largest of four, or their mean</source>
        <translation>四个数中取最大，或取平均</translation>
    </message>
    <message>
        <source>with batch-norm and without</source>
        <translation>有和没有批量归一化</translation>
    </message>
    <message>
        <source>how the weights begin</source>
        <translation>权重怎样开始</translation>
    </message>
    <message>
        <source>four learning rates</source>
        <translation>四种学习率</translation>
    </message>
    <message>
        <source>no group or preset is called {0}; the groups are {1}</source>
        <translation>没有名为 {0} 的组或预设；组有 {1}</translation>
    </message>
    <message>
        <source>status {0}</source>
        <translation>状态 {0}</translation>
    </message>
    <message>
        <source>{0}: its process ended early ({1})</source>
        <translation>{0}：它的进程提前结束（{1}）</translation>
    </message>
    <message>
        <source>Remove its folder to run it again</source>
        <translation>删除它的文件夹即可重新运行</translation>
    </message>
    <message>
        <source>it is a list or a single value</source>
        <translation>它是列表或单个值</translation>
    </message>
    <message>
        <source>name or config is missing</source>
        <translation>缺少 name 或 config</translation>
    </message>
    <message>
        <source>what is said of it is not a text</source>
        <translation>关于它的说明不是文本</translation>
    </message>
    <message>
        <source>the step that it went on from is no number</source>
        <translation>它由之继续的那一步不是数</translation>
    </message>
    <message>
        <source>pinned is neither true nor false</source>
        <translation>pinned 既不是 true 也不是 false</translation>
    </message>
    <message>
        <source>its state is {0}</source>
        <translation>它的状态是 {0}</translation>
    </message>
    <message>
        <source>its time is not a number</source>
        <translation>它的时间不是数</translation>
    </message>
    <message>
        <source>it doesn&apos;t describe a run ({0})</source>
        <translation>它没有描述一次运行（{0}）</translation>
    </message>
    <message>
        <source>a run with another setting is kept there ({0} {1}, not {2})</source>
        <translation>那里保存着另一种设置的运行（{0} 是 {1}，不是 {2}）</translation>
    </message>
    <message>
        <source>Name another folder</source>
        <translation>请指定另一个文件夹</translation>
    </message>
    <message>
        <source>| run | test accuracy | each seed | epochs | time of a run (processor / clock) | command |</source>
        <translation>| 运行 | 测试准确率 | 各种子 | 轮数 | 一次运行的时间（处理器 / 实际） | 命令 |</translation>
    </message>
    <message>
        <source>`cnnviz experiments {0} --seeds {1}`</source>
        <translation>`cnnviz experiments {0} --seeds {1}`</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Free some space or save somewhere else</source>
        <translation>请腾出空间或保存到别处</translation>
    </message>
    <message>
        <source>your disk quota is used up</source>
        <translation>你的磁盘配额已用完</translation>
    </message>
    <message>
        <source>the file is too large for this disk</source>
        <translation>文件对这个磁盘来说太大</translation>
    </message>
    <message>
        <source>Save it on another disk</source>
        <translation>请保存到另一个磁盘</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>磁盘是只读的</translation>
    </message>
    <message>
        <source>Save somewhere else</source>
        <translation>请保存到别处</translation>
    </message>
    <message>
        <source>access is not allowed</source>
        <translation>不允许访问</translation>
    </message>
    <message>
        <source>Choose another place or ask for permission</source>
        <translation>请选择另一个位置，或取得权限</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>没有这样的文件或文件夹</translation>
    </message>
    <message>
        <source>Check the path or choose another one</source>
        <translation>请检查路径，或选择另一个</translation>
    </message>
    <message>
        <source>part of the path is not a folder</source>
        <translation>路径的一部分不是文件夹</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>请选择一个文件</translation>
    </message>
    <message>
        <source>the name is too long for this disk</source>
        <translation>名字对这个磁盘来说太长</translation>
    </message>
    <message>
        <source>Choose a shorter name</source>
        <translation>请选择更短的名字</translation>
    </message>
    <message>
        <source>its links lead round in a circle</source>
        <translation>它的链接形成了循环</translation>
    </message>
    <message>
        <source>Choose another path</source>
        <translation>请选择另一个路径</translation>
    </message>
    <message>
        <source>the disk reported an error</source>
        <translation>磁盘报告了错误</translation>
    </message>
    <message>
        <source>Save somewhere else and check the disk</source>
        <translation>请保存到别处并检查磁盘</translation>
    </message>
    <message>
        <source>its name holds a character that no file name can have</source>
        <translation>名字中有文件名不能使用的字符</translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation>请选择另一个名字</translation>
    </message>
    <message>
        <source>Try again or choose another place</source>
        <translation>请再试一次，或选择另一个位置</translation>
    </message>
    <message>
        <source>it holds {0} MiB; {1} MiB are expected at most</source>
        <translation>它有 {0} MiB；最多应为 {1} MiB</translation>
    </message>
    <message>
        <source>is a directory</source>
        <translation>是一个目录</translation>
    </message>
    <message>
        <source>it is not an ordinary file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>it is too large for the memory</source>
        <translation>它对内存来说太大</translation>
    </message>
    <message>
        <source>Choose a smaller file</source>
        <translation>请选择更小的文件</translation>
    </message>
    <message>
        <source>Choose idx files, an .npz file with images and labels, a CSV table, or a folder of pictures for each class</source>
        <translation>请选择 idx 文件、含图像和标签的 .npz 文件、CSV 表格，或每个类别一个的图片文件夹</translation>
    </message>
    <message>
        <source>Save it as PNG or JPEG</source>
        <translation>请另存为 PNG 或 JPEG</translation>
    </message>
    <message>
        <source>a PyTorch file of pickled objects</source>
        <translation>含 pickle 对象的 PyTorch 文件</translation>
    </message>
    <message>
        <source>a Keras model</source>
        <translation>Keras 模型</translation>
    </message>
    <message>
        <source>a TensorFlow model</source>
        <translation>TensorFlow 模型</translation>
    </message>
    <message>
        <source>a MATLAB .mat file</source>
        <translation>MATLAB 的 .mat 文件</translation>
    </message>
    <message>
        <source>a Parquet file</source>
        <translation>Parquet 文件</translation>
    </message>
    <message>
        <source>a tar file</source>
        <translation>tar 文件</translation>
    </message>
    <message>
        <source>a zip file</source>
        <translation>zip 文件</translation>
    </message>
    <message>
        <source>an xz file</source>
        <translation>xz 文件</translation>
    </message>
    <message>
        <source>a Zstandard file</source>
        <translation>Zstandard 文件</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Convert it where Keras is, then save its weights with numpy.savez</source>
        <translation>请在装有 Keras 的地方转换，再用 numpy.savez 保存它的权重</translation>
    </message>
    <message>
        <source>It is a language model, which has no place here</source>
        <translation>这是一个语言模型，在这里用不上</translation>
    </message>
    <message>
        <source>Unpack it (tar xf {0}) and open the folder that comes out</source>
        <translation>请解压（tar xf {0}），打开得到的文件夹</translation>
    </message>
    <message>
        <source>Unpack it and open the folder that comes out</source>
        <translation>请解压，打开得到的文件夹</translation>
    </message>
    <message>
        <source>Unpack it (bunzip2 {0}) and open what comes out</source>
        <translation>请解压（bunzip2 {0}），打开得到的文件</translation>
    </message>
    <message>
        <source>Unpack it (unxz {0}) and open what comes out</source>
        <translation>请解压（unxz {0}），打开得到的文件</translation>
    </message>
    <message>
        <source>Unpack it (unzstd {0}) and open what comes out</source>
        <translation>请解压（unzstd {0}），打开得到的文件</translation>
    </message>
    <message>
        <source>{0}: on an iPhone, Settings &gt; Camera &gt; Formats &gt; Most Compatible</source>
        <translation>{0}：在 iPhone 上选择“设置 &gt; 相机 &gt; 格式 &gt; 兼容性最佳”</translation>
    </message>
    <message>
        <source>It was saved in place of the file: fetch the file itself</source>
        <translation>保存的不是文件本身：请获取文件本身</translation>
    </message>
    <message>
        <source>It stands for a file that was not fetched: git lfs pull brings it</source>
        <translation>它代表一个没有取回的文件：git lfs pull 可取回</translation>
    </message>
    <message>
        <source>an idx file of labels</source>
        <translation>标签的 idx 文件</translation>
    </message>
    <message>
        <source>an idx file of images</source>
        <translation>图像的 idx 文件</translation>
    </message>
    <message>
        <source>a safetensors file</source>
        <translation>safetensors 文件</translation>
    </message>
    <message>
        <source>an office document</source>
        <translation>办公文档</translation>
    </message>
    <message>
        <source>a checkpoint of a run</source>
        <translation>运行的检查点</translation>
    </message>
    <message>
        <source>Continue it: cnnviz train --resume FILE</source>
        <translation>继续它：cnnviz train --resume FILE</translation>
    </message>
    <message>
        <source>a recorded batch</source>
        <translation>已记录的批次</translation>
    </message>
    <message>
        <source>Open it in the window</source>
        <translation>请在窗口中打开</translation>
    </message>
    <message>
        <source>a file of no kind that is known here</source>
        <translation>类型未知的文件</translation>
    </message>
    <message>
        <source>Open it on the pad, or put it into a folder named after its class</source>
        <translation>请在画板上打开，或放进以其类别命名的文件夹</translation>
    </message>
    <message>
        <source>Open it as images</source>
        <translation>请作为图像打开</translation>
    </message>
    <message>
        <source>Unpack it (gunzip) and open what comes out</source>
        <translation>请解压（gunzip），打开得到的文件</translation>
    </message>
    <message>
        <source>{0} is not a JSON value</source>
        <translation>{0} 不是 JSON 值</translation>
    </message>
    <message>
        <source>its metadata are not as cnnviz writes them</source>
        <translation>它的元数据不是 cnnviz 所写的形式</translation>
    </message>
    <message>
        <source>its metadata are not texts</source>
        <translation>它的元数据不是文本</translation>
    </message>
    <message>
        <source>its metadata are not readable JSON</source>
        <translation>它的元数据不是可读的 JSON</translation>
    </message>
    <message>
        <source>Make it with numpy.savez from arrays of numbers</source>
        <translation>请用 numpy.savez 由数字数组生成</translation>
    </message>
    <message>
        <source>it unpacks to {0} GiB</source>
        <translation>它解压后有 {0} GiB</translation>
    </message>
    <message>
        <source>it is a zip file, not an .npz of arrays</source>
        <translation>它是 zip 文件，不是由数组组成的 .npz</translation>
    </message>
    <message>
        <source>the array {0} is in a version of the format that is not read</source>
        <translation>数组 {0} 的格式版本无法读取</translation>
    </message>
    <message>
        <source>the array {0} holds {1}, not numbers</source>
        <translation>数组 {0} 中是 {1}，不是数字</translation>
    </message>
    <message>
        <source>the array {0} claims the shape {1} and has another size</source>
        <translation>数组 {0} 声称形状为 {1}，大小却不同</translation>
    </message>
    <message>
        <source>the array {0} has {1} GiB</source>
        <translation>数组 {0} 有 {1} GiB</translation>
    </message>
    <message>
        <source>the array {0} is cut off</source>
        <translation>数组 {0} 被截断</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>它已损坏</translation>
    </message>
    <message>
        <source>it is not an .npz file</source>
        <translation>它不是 .npz 文件</translation>
    </message>
    <message>
        <source>The file is damaged: use another copy of it</source>
        <translation>文件已损坏：请用它的另一份副本</translation>
    </message>
    <message>
        <source>Choose a .safetensors file; safetensors.torch.save_file(model.state_dict(), path) makes one of a PyTorch model</source>
        <translation>请选择 .safetensors 文件；safetensors.torch.save_file(model.state_dict(), path) 可由 PyTorch 模型生成</translation>
    </message>
    <message>
        <source>its header claims {0} bytes and the file holds {1}</source>
        <translation>它的文件头声称有 {0} 字节，文件有 {1}</translation>
    </message>
    <message>
        <source>the entry of {0} is not a tensor&apos;s</source>
        <translation>{0} 的条目不是张量的条目</translation>
    </message>
    <message>
        <source>the shape or place of {0} has {1} numbers</source>
        <translation>{0} 的形状或位置有 {1} 个数</translation>
    </message>
    <message>
        <source>{0} has the type {1}, which is not supported</source>
        <translation>{0} 的类型是 {1}，不支持</translation>
    </message>
    <message>
        <source>{0} claims the shape {1} and has {2} bytes</source>
        <translation>{0} 声称形状为 {1}，却有 {2} 字节</translation>
    </message>
    <message>
        <source>it holds {0} MiB</source>
        <translation>它有 {0} MiB</translation>
    </message>
    <message>
        <source>it became shorter while it was read</source>
        <translation>读取过程中它变短了</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>请再试一次</translation>
    </message>
    <message>
        <source>it was changed while it was read</source>
        <translation>读取过程中它被修改了</translation>
    </message>
    <message>
        <source>it is not a safetensors file</source>
        <translation>它不是 safetensors 文件</translation>
    </message>
    <message>
        <source>its header is not readable JSON</source>
        <translation>它的文件头不是可读的 JSON</translation>
    </message>
    <message>
        <source>its tensors need {0} bytes and {1} are there</source>
        <translation>它的张量需要 {0} 字节，实际有 {1}</translation>
    </message>
    <message>
        <source>the shape or place of {0} is not a list of counts</source>
        <translation>{0} 的形状或位置不是计数的列表</translation>
    </message>
    <message>
        <source>{0} holds what is neither true nor false</source>
        <translation>{0} 中有既非真也非假的值</translation>
    </message>
    <message>
        <source>the safetensors library refuses it ({0})</source>
        <translation>safetensors 库拒绝了它（{0}）</translation>
    </message>
    <message>
        <source>a list of at most {0} layers is expected</source>
        <translation>应为最多 {0} 层的列表</translation>
    </message>
    <message>
        <source>a layer without a name</source>
        <translation>有一层没有名字</translation>
    </message>
    <message>
        <source>{0}: a layer without a type</source>
        <translation>{0}：有一层没有类型</translation>
    </message>
    <message>
        <source>{0}: {1} lacks its sizes</source>
        <translation>{0}：{1} 缺少大小</translation>
    </message>
    <message>
        <source>{0}: {1} has sizes that are not positive whole numbers</source>
        <translation>{0}：{1} 的大小不是正整数</translation>
    </message>
    <message>
        <source>fit: expected &quot;both&quot; or &quot;now&quot;, got {0}</source>
        <translation>fit：应为 &quot;both&quot; 或 &quot;now&quot;，得到的是 {0}</translation>
    </message>
    <message>
        <source>shift and shear</source>
        <translation>平移与剪切</translation>
    </message>
    <message>
        <source>these weights</source>
        <translation>这些权重</translation>
    </message>
    <message>
        <source>units: there are no images to look at</source>
        <translation>units：没有可看的图像</translation>
    </message>
    <message>
        <source>I took your batches for {0}</source>
        <translation>把 {0} 当作你的批次</translation>
    </message>
    <message>
        <source>I took your weights for {0}</source>
        <translation>把 {0} 当作你的权重</translation>
    </message>
    <message>
        <source>eps can&apos;t be set; yours is {0}</source>
        <translation>eps 不能设置；你的是 {0}</translation>
    </message>
    <message>
        <source>the gradient of `{0}` is read from how far it moved</source>
        <translation>`{0}` 的梯度是根据它移动了多少读出的</translation>
    </message>
    <message>
        <source>an array of the shape {0} was expected, and {1} was found</source>
        <translation>应为形状 {0} 的数组，得到的是 {1}</translation>
    </message>
    <message>
        <source>no running statistics were found to use</source>
        <translation>没有找到可以使用的滑动统计量</translation>
    </message>
    <message>
        <source>`{0}` is laid out in another order than its weight</source>
        <translation>`{0}` 的排列次序与它的权重不同</translation>
    </message>
    <message>
        <source>I took `{0}` as {1}; say otherwise with {2}=&quot;...&quot;</source>
        <translation>把 `{0}` 当作 {1}；若不是，请用 {2}=&quot;...&quot; 说明</translation>
    </message>
    <message>
        <source>{0} gives a wrong shape, and a network with it can&apos;t train</source>
        <translation>{0} 给出错误的形状，含有它的网络无法训练</translation>
    </message>
    <message>
        <source>{0} is a mistake of {1}, not of {2}</source>
        <translation>{0} 是 {1} 的错误，不是 {2} 的</translation>
    </message>
    <message>
        <source>{0} (or a usual name for it)</source>
        <translation>{0}（或它常用的名字）</translation>
    </message>
    <message>
        <source>{0} has no method {1}</source>
        <translation>{0} 没有方法 {1}</translation>
    </message>
    <message>
        <source>a class, an object, or a function that makes one is expected, not {0}</source>
        <translation>应为类、对象或生成对象的函数，而不是 {0}</translation>
    </message>
    <message>
        <source>how it is made doesn&apos;t use c.{0}</source>
        <translation>它的构造没有用到 c.{0}</translation>
    </message>
    <message>
        <source>{0} has no {1}</source>
        <translation>{0} 没有 {1}</translation>
    </message>
    <message>
        <source>the kernel is {0}x{1}</source>
        <translation>卷积核是 {0}×{1}</translation>
    </message>
    <message>
        <source>this trial has no {0}; it has {1}</source>
        <translation>这次试验没有 {0}；它有 {1}</translation>
    </message>
    <message>
        <source>there is no mistake {0} in the catalogue (cnnviz check --list)</source>
        <translation>目录中没有错误 {0}（cnnviz check --list）</translation>
    </message>
    <message>
        <source>not reached: the check ran for more than {0} s</source>
        <translation>没有检查到：检查已超过 {0} 秒</translation>
    </message>
    <message>
        <source>signal {0}</source>
        <translation>信号 {0}</translation>
    </message>
    <message>
        <source>the file can&apos;t be read in: {0}</source>
        <translation>无法读入这个文件：{0}</translation>
    </message>
    <message>
        <source>the process ended while this ran ({0})</source>
        <translation>运行它时进程结束了（{0}）</translation>
    </message>
    <message>
        <source>nothing that could be checked was given back</source>
        <translation>没有返回任何可以检查的东西</translation>
    </message>
    <message>
        <source>not written yet</source>
        <translation>还没有写</translation>
    </message>
    <message>
        <source>its results can&apos;t be read back</source>
        <translation>它的结果无法读回</translation>
    </message>
    <message>
        <source>each once</source>
        <translation>各一次</translation>
    </message>
    <message>
        <source>epochs differ</source>
        <translation>各轮不同</translation>
    </message>
    <message>
        <source>there is no exercise {0}; there are {1}</source>
        <translation>没有练习 {0}；现有 {1}</translation>
    </message>
    <message>
        <source>its sign is wrong</source>
        <translation>符号错了</translation>
    </message>
    <message>
        <source>it is multiplied by the batch</source>
        <translation>乘以了批次大小</translation>
    </message>
    <message>
        <source>it is divided by the batch</source>
        <translation>除以了批次大小</translation>
    </message>
    <message>
        <source>it is twice as large</source>
        <translation>是应有的两倍</translation>
    </message>
    <message>
        <source>it is half as large</source>
        <translation>是应有的一半</translation>
    </message>
    <message>
        <source>it is divided by the number of places</source>
        <translation>除以了位置数</translation>
    </message>
    <message>
        <source>it is divided by images times places</source>
        <translation>除以了图像数乘位置数</translation>
    </message>
    <message>
        <source>(a sum over the batch where a mean is meant)</source>
        <translation>（本应取平均，却对批次求和）</translation>
    </message>
    <message>
        <source>(a mean over the batch where a sum is meant)</source>
        <translation>（本应求和，却对批次取平均）</translation>
    </message>
    <message>
        <source>scaling in use instead of in training is right as well, if both do it so</source>
        <translation>不在训练时、而在预测时缩放也对，只要两边一致</translation>
    </message>
    <message>
        <source>together with layers that divide their gradients by the batch, this is right</source>
        <translation>与把梯度除以批次大小的层一起使用时，这样是对的</translation>
    </message>
    <message>
        <source>together with a loss whose gradient isn&apos;t divided by the batch, this is right</source>
        <translation>与梯度不除以批次大小的损失一起使用时，这样是对的</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>initial weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>idx images</source>
        <translation>idx 图像</translation>
    </message>
    <message>
        <source>order of images</source>
        <translation>图像的次序</translation>
    </message>
    <message>
        <source>there is no kind {0}; there are {1}</source>
        <translation>没有种类 {0}；现有 {1}</translation>
    </message>
    <message>
        <source>no border</source>
        <translation>没有边框</translation>
    </message>
    <message>
        <source>a border of 1</source>
        <translation>边框为 1</translation>
    </message>
    <message>
        <source>as many channels out as in</source>
        <translation>输出通道数与输入相同</translation>
    </message>
    <message>
        <source>one image</source>
        <translation>一张图像</translation>
    </message>
    <message>
        <source>backward twice</source>
        <translation>反向两次</translation>
    </message>
    <message>
        <source>a learning rate of 0.1</source>
        <translation>学习率 0.1</translation>
    </message>
    <message>
        <source>stride 2, sizes that don&apos;t divide</source>
        <translation>步幅 2，大小不能整除</translation>
    </message>
    <message>
        <source>a 5x5 kernel, border of 2</source>
        <translation>5×5 卷积核，边框为 2</translation>
    </message>
    <message>
        <source>an even kernel, size kept</source>
        <translation>偶数卷积核，保持大小</translation>
    </message>
    <message>
        <source>as many outputs as inputs</source>
        <translation>输出数与输入数相同</translation>
    </message>
    <message>
        <source>usual numbers</source>
        <translation>普通的数</translation>
    </message>
    <message>
        <source>exact zeros</source>
        <translation>恰好为零</translation>
    </message>
    <message>
        <source>two classes</source>
        <translation>两个类别</translation>
    </message>
    <message>
        <source>numbers of ±10,000</source>
        <translation>±10,000 的数</translation>
    </message>
    <message>
        <source>one far ahead</source>
        <translation>一个遥遥领先</translation>
    </message>
    <message>
        <source>equal values</source>
        <translation>相等的值</translation>
    </message>
    <message>
        <source>sizes that don&apos;t divide</source>
        <translation>大小不能整除</translation>
    </message>
    <message>
        <source>overlapping windows</source>
        <translation>重叠的窗口</translation>
    </message>
    <message>
        <source>a border, negative numbers</source>
        <translation>有边框，负数</translation>
    </message>
    <message>
        <source>a border that doesn&apos;t count</source>
        <translation>不计入的边框</translation>
    </message>
    <message>
        <source>small numbers, eps 0.1</source>
        <translation>很小的数，eps 0.1</translation>
    </message>
    <message>
        <source>two batches</source>
        <translation>两个批次</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>预测时</translation>
    </message>
    <message>
        <source>in use, 3 images</source>
        <translation>预测时，3 张图像</translation>
    </message>
    <message>
        <source>square maps</source>
        <translation>正方形的特征图</translation>
    </message>
    <message>
        <source>logits of ±10,000</source>
        <translation>±10,000 的 logit</translation>
    </message>
    <message>
        <source>label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>one output</source>
        <translation>一个输出</translation>
    </message>
    <message>
        <source>no momentum</source>
        <translation>没有动量</translation>
    </message>
    <message>
        <source>momentum and weight decay</source>
        <translation>动量和权重衰减</translation>
    </message>
    <message>
        <source>no weight decay</source>
        <translation>没有权重衰减</translation>
    </message>
    <message>
        <source>four steps</source>
        <translation>四步</translation>
    </message>
    <message>
        <source>numbers of ±1000</source>
        <translation>±1000 的数</translation>
    </message>
    <message>
        <source>your {0} is what comes out if {1}</source>
        <translation>你的 {0} 正是这样错的结果：{1}</translation>
    </message>
    <message>
        <source>{0} trials</source>
        <translation>{0} 次试验</translation>
    </message>
    <message>
        <source>{0} numbers</source>
        <translation>{0} 个数</translation>
    </message>
    <message>
        <source>(but for the trials that ask for more, where it is wrong in another way)</source>
        <translation>（要求更高的试验除外，那里是另一种错）</translation>
    </message>
    <message>
        <source>right: {0} in {1}</source>
        <translation>正确：{0}，在 {1} 中</translation>
    </message>
    <message>
        <source>left unchanged</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>whole run</source>
        <translation>整个过程</translation>
    </message>
    <message>
        <source>It should read: {0}</source>
        <translation>应当写成：{0}</translation>
    </message>
    <message>
        <source>{0} has no label smoothing</source>
        <translation>{0} 没有标签平滑</translation>
    </message>
    <message>
        <source>{0} asks for {1}, and it isn&apos;t known what that is</source>
        <translation>{0} 要求 {1}，而不知道那是什么</translation>
    </message>
    <message>
        <source>{0}: backward gives no {1}</source>
        <translation>{0}：backward 没有给出 {1}</translation>
    </message>
    <message>
        <source>exercises</source>
        <translation>练习</translation>
    </message>
    <message>
        <source>note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>it printed:</source>
        <translation>它打印了：</translation>
    </message>
    <message>
        <source>it printed (the last lines):</source>
        <translation>它打印了（最后几行）：</translation>
    </message>
    <message>
        <source>no way to switch it to use was found</source>
        <translation>没有找到把它切换到预测模式的方法</translation>
    </message>
    <message>
        <source>{0} was not checked; there are {1}</source>
        <translation>{0} 没有检查；现有 {1}</translation>
    </message>
    <message>
        <source>{0} has no weight decay or look-ahead</source>
        <translation>{0} 没有权重衰减或前瞻</translation>
    </message>
    <message>
        <source>{0} has no padding</source>
        <translation>{0} 没有填充</translation>
    </message>
    <message>
        <source>wrong in the last digits</source>
        <translation>最后几位有误</translation>
    </message>
    <message>
        <source>only at the border</source>
        <translation>只在边框处</translation>
    </message>
    <message>
        <source>everywhere {0} times the right number</source>
        <translation>处处是正确值的 {0} 倍</translation>
    </message>
    <message>
        <source>a factor of its own for each {0}: {1}</source>
        <translation>每个{0}各有一个系数：{1}</translation>
    </message>
    <message>
        <source>only in {0}{1} {2}</source>
        <translation>只在 {0}{1} {2}</translation>
    </message>
    <message>
        <source>output channel</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <source>input channel</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>LeNet-5 for five epochs; the group changes its {0}</source>
        <translation>LeNet-5 训练五轮；这一组改变的是 {0}</translation>
    </message>
    <message>
        <source>LeNet-5 with batch-norm</source>
        <translation>带批量归一化的 LeNet-5</translation>
    </message>
    <message>
        <source>the same network without batch-norm: slower at first, and more easily upset</source>
        <translation>同一网络，没有批量归一化：起初较慢，也更容易失稳</translation>
    </message>
    <message>
        <source>LeNet-5 as in 1998</source>
        <translation>1998 年的 LeNet-5</translation>
    </message>
    <message>
        <source>average pooling and tanh, on pixels from -1 to 1</source>
        <translation>平均池化和 tanh，像素为 -1 到 1</translation>
    </message>
    <message>
        <source>LeCun et al. 1998, Gradient-based learning applied to document recognition</source>
        <translation>LeCun et al. 1998, Gradient-based learning applied to document recognition</translation>
    </message>
    <message>
        <source>The most accurate</source>
        <translation>最准确的</translation>
    </message>
    <message>
        <source>LeNet-5 with batch-norm on digits shifted and sheared anew each epoch</source>
        <translation>带批量归一化的 LeNet-5，每轮都重新平移和剪切数字</translation>
    </message>
    <message>
        <source>eight 3x3 convolutions in pairs, as VGG has them; fits grey and colour pictures of any small size</source>
        <translation>八个 3×3 卷积，像 VGG 那样成对；适合任何小尺寸的灰度和彩色图像</translation>
    </message>
    <message>
        <source>Simonyan and Zisserman 2014, Very deep convolutional networks for large-scale image recognition</source>
        <translation>Simonyan and Zisserman 2014, Very deep convolutional networks for large-scale image recognition</translation>
    </message>
    <message>
        <source>For colour pictures</source>
        <translation>用于彩色图像</translation>
    </message>
    <message>
        <source>four 3x3 convolutions with batch-norm and dropout, for pictures as CIFAR-10&apos;s</source>
        <translation>四个 3×3 卷积，带批量归一化和丢弃法，用于 CIFAR-10 那样的图像</translation>
    </message>
    <message>
        <source>Published: raw pixels</source>
        <translation>已发表：原始像素</translation>
    </message>
    <message>
        <source>LeNet-5 on pixels from 0 to 255, which only a tiny learning rate survives; published 93.52 %</source>
        <translation>LeNet-5，像素为 0 到 255，只有极小的学习率才行得通；发表的结果 93.52 %</translation>
    </message>
    <message>
        <source>Published: standardised input</source>
        <translation>已发表：标准化输入</translation>
    </message>
    <message>
        <source>the same network on pixels of mean 0 and variance 1, at 100 times the rate; published 96.53 %</source>
        <translation>同一网络，像素均值为 0、方差为 1，学习率是其 100 倍；发表的结果 96.53 %</translation>
    </message>
    <message>
        <source>Published: with batch-norm</source>
        <translation>已发表：带批量归一化</translation>
    </message>
    <message>
        <source>the same again with batch-norm after each pooling; published 97.21 %</source>
        <translation>同上，每次池化之后加批量归一化；发表的结果 97.21 %</translation>
    </message>
    <message>
        <source>Published: fully connected</source>
        <translation>已发表：全连接</translation>
    </message>
    <message>
        <source>784-512-128-10 with sigmoid; its rate 1e-3 counts the sum over a batch of 100; published 92 %</source>
        <translation>784-512-128-10，sigmoid；其学习率 1e-3 按 100 张一批的总和计；发表的结果 92 %</translation>
    </message>
    <message>
        <source>Published: two small convolutions</source>
        <translation>已发表：两个小卷积</translation>
    </message>
    <message>
        <source>3x3 kernels, tanh, 10,000 images and 5 epochs; published 70 %</source>
        <translation>3×3 卷积核、tanh、10,000 张图像、5 轮；发表的结果 70 %</translation>
    </message>
    <message>
        <source>Raw pixels, He initialisation</source>
        <translation>原始像素，He 初始化</translation>
    </message>
    <message>
        <source>published-raw begun with He&apos;s weights and biases of zero, and nothing else changed</source>
        <translation>published-raw，以 He 初始化的权重和零偏置开始，其余不变</translation>
    </message>
    <message>
        <source>Standardised input, He initialisation</source>
        <translation>标准化输入，He 初始化</translation>
    </message>
    <message>
        <source>published-standardised begun with He&apos;s weights and biases of zero</source>
        <translation>published-standardised，以 He 初始化的权重和零偏置开始</translation>
    </message>
    <message>
        <source>With batch-norm, He initialisation</source>
        <translation>带批量归一化，He 初始化</translation>
    </message>
    <message>
        <source>published-bn begun with He&apos;s weights and biases of zero</source>
        <translation>published-bn，以 He 初始化的权重和零偏置开始</translation>
    </message>
    <message>
        <source>Average pooling</source>
        <translation>平均池化</translation>
    </message>
    <message>
        <source>With batch-norm</source>
        <translation>有批量归一化</translation>
    </message>
    <message>
        <source>Without batch-norm</source>
        <translation>没有批量归一化</translation>
    </message>
    <message>
        <source>All weights small</source>
        <translation>所有权重都很小</translation>
    </message>
    <message>
        <source>All weights zero</source>
        <translation>所有权重都为零</translation>
    </message>
    <message>
        <source>A rate of 0.001</source>
        <translation>学习率 0.001</translation>
    </message>
    <message>
        <source>A rate of 0.01</source>
        <translation>学习率 0.01</translation>
    </message>
    <message>
        <source>A rate of 0.1</source>
        <translation>学习率 0.1</translation>
    </message>
    <message>
        <source>A rate of 1</source>
        <translation>学习率 1</translation>
    </message>
    <message>
        <source>no preset is called {0}; there are {1}</source>
        <translation>没有名为 {0} 的预设；现有 {1}</translation>
    </message>
    <message>
        <source>it holds {0}; {1} are expected at most</source>
        <translation>其中有 {0}；最多应为 {1}</translation>
    </message>
    <message>
        <source>its contents don&apos;t match their checksum</source>
        <translation>它的内容与校验和不符</translation>
    </message>
    <message>
        <source>it holds tensors, but no trace</source>
        <translation>其中有张量，但没有记录</translation>
    </message>
    <message>
        <source>it was made by another version of cnnviz</source>
        <translation>它由另一个版本的 cnnviz 生成</translation>
    </message>
    <message>
        <source>Open it with that version</source>
        <translation>请用那个版本打开</translation>
    </message>
    <message>
        <source>it is no complete trace ({0})</source>
        <translation>它不是完整的记录（{0}）</translation>
    </message>
    <message>
        <source>its network can&apos;t be shown ({0})</source>
        <translation>它的网络无法显示（{0}）</translation>
    </message>
    <message>
        <source>loss: a kind and its settings are expected</source>
        <translation>loss：应为种类及其设置</translation>
    </message>
    <message>
        <source>{0} numbers in {1} trials</source>
        <translation>{1} 次试验中的 {0} 个数</translation>
    </message>
    <message>
        <source>right: {0} numbers in {1} trials</source>
        <translation>正确：{1} 次试验中的 {0} 个数</translation>
    </message>
    <message>
        <source>{0}, {1} images of {2}x{3} pixels, {4}</source>
        <translation>{0}，{1} 张图像，{2}×{3} 像素，{4}</translation>
    </message>
    <message>
        <source>{0}, {1} images of {2}×{3} pixels, {4}</source>
        <translation>{0}，{1} 张图像，{2}×{3} 像素，{4}</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>in colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>{0}, gzipped</source>
        <translation>用 gzip 压缩的{0}</translation>
    </message>
    <message>
        <source>images: {0}</source>
        <translation>图像：{0}</translation>
    </message>
    <message>
        <source>padding: {0}</source>
        <translation>填充：{0}</translation>
    </message>
    <message>
        <source>padding: none</source>
        <translation>填充：无</translation>
    </message>
    <message>
        <source>activations: {0}</source>
        <translation>激活函数：{0}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>{0} of {1} pictures are {2}, which can&apos;t be read here: save them as PNG or JPEG</source>
        <translation>{1} 张图片中有 {0} 张是 {2}，这里无法读取：请另存为 PNG 或 JPEG</translation>
    </message>
    <message>
        <source>{0} of {1} pictures are {2}, which can&apos;t be read here: save them as PNG or JPEG ({3})</source>
        <translation>{1} 张图片中有 {0} 张是 {2}，这里无法读取：请另存为 PNG 或 JPEG（{3}）</translation>
    </message>
    <message>
        <source>{0} of {1} pictures lie in {2} and are not sorted into classes</source>
        <translation>{1} 张图片中有 {0} 张在 {2} 中，没有按类别分开</translation>
    </message>
    <message>
        <source>{0} of {1} pictures lie in {2} and are not sorted into classes ({3})</source>
        <translation>{1} 张图片中有 {0} 张在 {2} 中，没有按类别分开（{3}）</translation>
    </message>
    <message>
        <source>{0} pictures that lie in no class&apos;s folder</source>
        <translation>{0} 张图片不在任何类别的文件夹中</translation>
    </message>
    <message>
        <source>{0} pictures that lie in no class&apos;s folder ({1})</source>
        <translation>{0} 张图片不在任何类别的文件夹中（{1}）</translation>
    </message>
    <message>
        <source>1 picture that lies in no class&apos;s folder</source>
        <translation>1 张图片不在任何类别的文件夹中</translation>
    </message>
    <message>
        <source>1 picture that lies in no class&apos;s folder ({0})</source>
        <translation>1 张图片不在任何类别的文件夹中（{0}）</translation>
    </message>
    <message>
        <source>{0} pictures that can&apos;t be read</source>
        <translation>{0} 张无法读取的图片</translation>
    </message>
    <message>
        <source>{0} pictures that can&apos;t be read ({1})</source>
        <translation>{0} 张无法读取的图片（{1}）</translation>
    </message>
    <message>
        <source>1 picture that can&apos;t be read</source>
        <translation>1 张无法读取的图片</translation>
    </message>
    <message>
        <source>1 picture that can&apos;t be read ({0})</source>
        <translation>1 张无法读取的图片（{0}）</translation>
    </message>
    <message>
        <source>{0} files that are no pictures</source>
        <translation>{0} 个不是图片的文件</translation>
    </message>
    <message>
        <source>{0} files that are no pictures ({1})</source>
        <translation>{0} 个不是图片的文件（{1}）</translation>
    </message>
    <message>
        <source>1 file that is no picture</source>
        <translation>1 个不是图片的文件</translation>
    </message>
    <message>
        <source>1 file that is no picture ({0})</source>
        <translation>1 个不是图片的文件（{0}）</translation>
    </message>
    <message>
        <source>{0} files that are no ordinary files</source>
        <translation>{0} 个特殊文件（不是普通文件）</translation>
    </message>
    <message>
        <source>{0} files that are no ordinary files ({1})</source>
        <translation>{0} 个特殊文件（不是普通文件）（{1}）</translation>
    </message>
    <message>
        <source>1 file that is no ordinary file</source>
        <translation>1 个特殊文件（不是普通文件）</translation>
    </message>
    <message>
        <source>1 file that is no ordinary file ({0})</source>
        <translation>1 个特殊文件（不是普通文件）（{0}）</translation>
    </message>
    <message>
        <source>{0} files that are links to folders already read</source>
        <translation>{0} 个指向已读文件夹的链接</translation>
    </message>
    <message>
        <source>{0} files that are links to folders already read ({1})</source>
        <translation>{0} 个指向已读文件夹的链接（{1}）</translation>
    </message>
    <message>
        <source>1 file that is a link to folders already read</source>
        <translation>1 个指向已读文件夹的链接</translation>
    </message>
    <message>
        <source>1 file that is a link to folders already read ({0})</source>
        <translation>1 个指向已读文件夹的链接（{0}）</translation>
    </message>
    <message>
        <source>{0} images of its validation part, as there is a test part</source>
        <translation>验证部分的 {0} 张图像（因为已有测试部分）</translation>
    </message>
    <message>
        <source>{0} images of its validation part, as there is a test part ({1})</source>
        <translation>验证部分的 {0} 张图像（因为已有测试部分）（{1}）</translation>
    </message>
    <message>
        <source>{0} images of classes that were not chosen</source>
        <translation>未选类别的 {0} 张图像</translation>
    </message>
    <message>
        <source>{0} images of classes that were not chosen ({1})</source>
        <translation>未选类别的 {0} 张图像（{1}）</translation>
    </message>
    <message>
        <source>{0} rows without labels</source>
        <translation>{0} 行没有标签</translation>
    </message>
    <message>
        <source>{0} rows without labels ({1})</source>
        <translation>{0} 行没有标签（{1}）</translation>
    </message>
    <message>
        <source>1 row without labels</source>
        <translation>1 行没有标签</translation>
    </message>
    <message>
        <source>1 row without labels ({0})</source>
        <translation>1 行没有标签（{0}）</translation>
    </message>
    <message>
        <source>1 picture is blank</source>
        <translation>1 张图片是空白的</translation>
    </message>
    <message>
        <source>files that are no ordinary files</source>
        <translation>不是普通文件的文件</translation>
    </message>
    <message>
        <source>files that are links</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>file that is no ordinary file</source>
        <translation>不是普通文件的文件</translation>
    </message>
    <message>
        <source>file that is a link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>that are links to folders already read</source>
        <translation>指向已读文件夹的链接</translation>
    </message>
    <message>
        <source>{0} {1} holds more than {2} numbers an image</source>
        <translation>{0} {1} 中每张图像的数字多于 {2} 个</translation>
    </message>
    <message>
        <source>its gzip compression has thousands of parts without data</source>
        <translation>它的 gzip 压缩中有数千个没有数据的部分</translation>
    </message>
    <message>
        <source>transparent pixels were taken for black paper</source>
        <translation>透明像素按黑色的纸处理</translation>
    </message>
    <message>
        <source>transparent pixels were taken for white paper</source>
        <translation>透明像素按白色的纸处理</translation>
    </message>
    <message>
        <source>a numpy .npz file of weights</source>
        <translation>存有权重的 numpy .npz 文件</translation>
    </message>
    <message>
        <source>Convert it where PyTorch is: import torch, safetensors.torch; safetensors.torch.save_file(torch.load(&apos;{0}&apos;, weights_only=True), &apos;{1}.safetensors&apos;) (save model.state_dict() where the file holds a whole model)</source>
        <translation>请在装有 PyTorch 的地方转换：import torch, safetensors.torch; safetensors.torch.save_file(torch.load(&apos;{0}&apos;, weights_only=True), &apos;{1}.safetensors&apos;)（若文件中是整个模型，请保存 model.state_dict()）</translation>
    </message>
    <message>
        <source>Convert it where h5py is: import h5py, numpy; d = {{}}; h5py.File(&apos;{0}&apos;).visititems(lambda k, v: d.update({{k.replace(&apos;/&apos;, &apos;_&apos;): v[()]}}) if hasattr(v, &apos;dtype&apos;) else None); numpy.savez(&apos;{1}.npz&apos;, **d)</source>
        <translation>请在装有 h5py 的地方转换：import h5py, numpy; d = {{}}; h5py.File(&apos;{0}&apos;).visititems(lambda k, v: d.update({{k.replace(&apos;/&apos;, &apos;_&apos;): v[()]}}) if hasattr(v, &apos;dtype&apos;) else None); numpy.savez(&apos;{1}.npz&apos;, **d)</translation>
    </message>
    <message>
        <source>Convert it where Keras is: import keras, numpy; numpy.savez(&apos;{0}.npz&apos;, **{{w.path: w.numpy() for w in keras.models.load_model(&apos;{1}&apos;).weights}})</source>
        <translation>请在装有 Keras 的地方转换：import keras, numpy; numpy.savez(&apos;{0}.npz&apos;, **{{w.path: w.numpy() for w in keras.models.load_model(&apos;{1}&apos;).weights}})</translation>
    </message>
    <message>
        <source>Convert it where onnx is: import onnx, onnx.numpy_helper, safetensors.numpy; safetensors.numpy.save_file({{t.name: onnx.numpy_helper.to_array(t).copy() for t in onnx.load(&apos;{0}&apos;).graph.initializer}}, &apos;{1}.safetensors&apos;)</source>
        <translation>请在装有 onnx 的地方转换：import onnx, onnx.numpy_helper, safetensors.numpy; safetensors.numpy.save_file({{t.name: onnx.numpy_helper.to_array(t).copy() for t in onnx.load(&apos;{0}&apos;).graph.initializer}}, &apos;{1}.safetensors&apos;)</translation>
    </message>
    <message>
        <source>Convert it where scipy is: import scipy.io, numpy; numpy.savez(&apos;{0}.npz&apos;, **{{k: v for k, v in scipy.io.loadmat(&apos;{1}&apos;).items() if k[0] != &apos;_&apos;}})</source>
        <translation>请在装有 scipy 的地方转换：import scipy.io, numpy; numpy.savez(&apos;{0}.npz&apos;, **{{k: v for k, v in scipy.io.loadmat(&apos;{1}&apos;).items() if k[0] != &apos;_&apos;}})</translation>
    </message>
    <message>
        <source>Convert it where pandas is: import pandas; pandas.read_parquet(&apos;{0}&apos;).to_csv(&apos;{1}.csv&apos;, index=False) where each column is a pixel; save pictures inside it as files</source>
        <translation>请在装有 pandas 的地方转换：每列是一个像素时用 import pandas; pandas.read_parquet(&apos;{0}&apos;).to_csv(&apos;{1}.csv&apos;, index=False)；若其中是图片，请另存为文件</translation>
    </message>
    <message>
        <source>a tensor&apos;s name has {0} letters, {1}...</source>
        <translation>一个张量的名称有 {0} 个字符，{1}...</translation>
    </message>
    <message>
        <source>{0} has no function</source>
        <translation>{0} 没有函数</translation>
    </message>
    <message>
        <source>{0} has no slope</source>
        <translation>{0} 没有斜率</translation>
    </message>
    <message>
        <source>{0} has no forward</source>
        <translation>{0} 没有 forward</translation>
    </message>
    <message>
        <source>{0} has no backward</source>
        <translation>{0} 没有 backward</translation>
    </message>
    <message>
        <source>{0}: expected {1}, got {2}{3}</source>
        <translation>{0}：应为 {1}，得到的是 {2}{3}</translation>
    </message>
    <message>
        <source>{0} must be a number, got {1}</source>
        <translation>{0} 必须是数，得到的是 {1}</translation>
    </message>
    <message>
        <source>{0} must be {1}, got {2}</source>
        <translation>{0} 必须{1}，得到的是 {2}</translation>
    </message>
    <message>
        <source>{0} must be True or False, got {1}</source>
        <translation>{0} 必须是 True 或 False，得到的是 {1}</translation>
    </message>
    <message>
        <source>parameter: expected {0}, got {1}</source>
        <translation>参数：应为 {0}，得到的是 {1}</translation>
    </message>
    <message>
        <source>{0}: expected floating-point numbers, got {1}</source>
        <translation>{0}：应为浮点数，得到的是 {1}</translation>
    </message>
    <message>
        <source>{0}: expected {1}, got ()</source>
        <translation>{0}：应为 {1}，得到的是 ()</translation>
    </message>
    <message>
        <source>{0}: backward needs a forward pass first</source>
        <translation>{0}：反向之前需要先作一次前向</translation>
    </message>
    <message>
        <source>{0}: expected grad_output {1}, got {2}</source>
        <translation>{0}：grad_output 应为 {1}，得到的是 {2}</translation>
    </message>
    <message>
        <source>at least {0}</source>
        <translation>至少为 {0}</translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation>最多为 {0}</translation>
    </message>
    <message>
        <source>above {0}</source>
        <translation>大于 {0}</translation>
    </message>
    <message>
        <source>shape must be (C, H, W), got {0}</source>
        <translation>shape 必须是 (C, H, W)，得到的是 {0}</translation>
    </message>
    <message>
        <source>{0}: training needs more than 1 value per {1}, got input {2}; use a larger batch, or eval()</source>
        <translation>{0}：训练时每个{1}需要不止 1 个值，得到的输入是 {2}；请用更大的批次，或 eval()</translation>
    </message>
    <message>
        <source>padding must be &quot;same&quot;, &quot;valid&quot;, a whole number or a pair, got {0}</source>
        <translation>padding 必须是 &quot;same&quot;、&quot;valid&quot;、整数或一对整数，得到的是 {0}</translation>
    </message>
    <message>
        <source>padding &quot;same&quot; needs stride 1, got stride {0}</source>
        <translation>padding &quot;same&quot; 需要步幅 1，得到的步幅是 {0}</translation>
    </message>
    <message>
        <source>at most half of kernel_size {0}</source>
        <translation>最多为 kernel_size {0} 的一半</translation>
    </message>
    <message>
        <source>padding must be {0}, got {1}</source>
        <translation>padding 必须{0}，得到的是 {1}</translation>
    </message>
    <message>
        <source>: the kernel must fit in the padded image</source>
        <translation>：卷积核必须放得进填充后的图像</translation>
    </message>
    <message>
        <source>{0} is the common base of the losses; use one of them</source>
        <translation>{0} 是各种损失的公共基类；请使用其中一种</translation>
    </message>
    <message>
        <source>{0}: expected floats to compare, got dtype {1}</source>
        <translation>{0}：比较的应为浮点数，得到的 dtype 是 {1}</translation>
    </message>
    <message>
        <source>{0}: expected at least one sample, got shape {1}</source>
        <translation>{0}：至少需要一个样本，得到的形状是 {1}</translation>
    </message>
    <message>
        <source>{0}: expected predictions (N, classes), got {1}</source>
        <translation>{0}：预测应为（N，类别数），得到的是 {1}</translation>
    </message>
    <message>
        <source>{0}: expected integer labels, got dtype {1}</source>
        <translation>{0}：标签应为整数，得到的 dtype 是 {1}</translation>
    </message>
    <message>
        <source>{0}: expected labels ({1},) for predictions ({2}, {3}), got {4}</source>
        <translation>{0}：预测为 ({2}, {3}) 时标签应为 ({1},)，得到的是 {4}</translation>
    </message>
    <message>
        <source>{0}: expected labels 0..{1}, got {2} at index {3}</source>
        <translation>{0}：标签应为 0 到 {1}，第 {3} 个是 {2}</translation>
    </message>
    <message>
        <source>{0}: reduction is &apos;mean&apos;, &apos;sum&apos; or &apos;none&apos;, got {1}</source>
        <translation>{0}：reduction 应为 &apos;mean&apos;、&apos;sum&apos; 或 &apos;none&apos;，得到的是 {1}</translation>
    </message>
    <message>
        <source>{0}: backward() needs a forward() first</source>
        <translation>{0}：backward() 之前需要先调用 forward()</translation>
    </message>
    <message>
        <source>{0}: expected grad {1}, got {2}</source>
        <translation>{0}：grad 应为 {1}，得到的是 {2}</translation>
    </message>
    <message>
        <source>CrossEntropyLoss: label_smoothing lies in 0..1, got {0}</source>
        <translation>CrossEntropyLoss：label_smoothing 应在 0 到 1 之间，得到的是 {0}</translation>
    </message>
    <message>
        <source>MSELoss: prediction and target have one shape, got {0} and {1}</source>
        <translation>MSELoss：预测与目标的形状应相同，得到的是 {0} 和 {1}</translation>
    </message>
    <message>
        <source>I took it for code that takes one image at a time, {0}</source>
        <translation>把它当作一次处理一张图像的代码，{0}</translation>
    </message>
    <message>
        <source>it takes probabilities: a softmax was put before it</source>
        <translation>它接收的是概率：在它之前加了一个 softmax</translation>
    </message>
    <message>
        <source>no array of the shape {0} was found in it to put {1} into</source>
        <translation>在其中没有找到形状为 {0} 的数组来放 {1}</translation>
    </message>
    <message>
        <source>{0} isn&apos;t installed here</source>
        <translation>这里没有安装 {0}</translation>
    </message>
    <message>
        <source>through mean</source>
        <translation>经均值</translation>
    </message>
    <message>
        <source>through variance</source>
        <translation>经方差</translation>
    </message>
    <message>
        <source>three paths</source>
        <translation>三条路径</translation>
    </message>
    <message>
        <source>turned kernel</source>
        <translation>旋转的卷积核</translation>
    </message>
    <message>
        <source>softmax steps</source>
        <translation>softmax 的步骤</translation>
    </message>
    <message>
        <source>(and in &quot;{0}&quot; its shape is wrong)</source>
        <translation>（而在“{0}”中它的形状不对）</translation>
    </message>
    <message>
        <source>a network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>a 3x2 kernel</source>
        <translation>3×2 的卷积核</translation>
    </message>
    <message>
        <source>a 2x3 window</source>
        <translation>2×3 的窗口</translation>
    </message>
    <message>
        <source>a 3x3 kernel</source>
        <translation>3×3 卷积核</translation>
    </message>
    <message>
        <source>a 2x2 kernel</source>
        <translation>2×2 卷积核</translation>
    </message>
    <message>
        <source>logits of 1,000</source>
        <translation>logit 为 1,000</translation>
    </message>
    <message>
        <source>yours {0}, right {1}{2}</source>
        <translation>你的 {0}，正确的 {1}{2}</translation>
    </message>
    <message>
        <source>the shape is wrong in {0}: {1}</source>
        <translation>在 {0} 中形状不对：{1}</translation>
    </message>
    <message>
        <source>all {0} numbers are 0</source>
        <translation>全部 {0} 个数都是 0</translation>
    </message>
    <message>
        <source>: nothing is left (a slice like [p:-p] is empty for p = 0)</source>
        <translation>：什么也没剩下（p = 0 时，[p:-p] 这样的切片是空的）</translation>
    </message>
    <message>
        <source>the shape is wrong: {0}</source>
        <translation>形状不对：{0}</translation>
    </message>
    <message>
        <source>sizes must be at least 2 numbers, input and output, got {0}</source>
        <translation>sizes 至少需要输入和输出两个数，得到的是 {0}</translation>
    </message>
    <message>
        <source>{0} must be one of {1}, got {2}</source>
        <translation>{0} 必须是 {1} 之一，得到的是 {2}</translation>
    </message>
    <message>
        <source>Rename the layer where the network is made, and save it again</source>
        <translation>请在建立网络的地方给这一层改名，再重新保存</translation>
    </message>
    <message>
        <source>values from {0} to {1}</source>
        <translation>值从 {0} 到 {1}</translation>
    </message>
    <message>
        <source>its column {0} is not used</source>
        <translation>它的列 {0} 未被使用</translation>
    </message>
    <message>
        <source>its text is in UTF-16</source>
        <translation>它的文本是 UTF-16 编码</translation>
    </message>
    <message>
        <source>Save it as CSV in UTF-8</source>
        <translation>请将它另存为 UTF-8 编码的 CSV</translation>
    </message>
    <message>
        <source>Pickles can run programs and are never opened; where it comes from a place you trust: import numpy, pickle; d = pickle.load(open(&apos;{0}&apos;, &apos;rb&apos;), encoding=&apos;latin1&apos;); numpy.savez(&apos;{1}.npz&apos;, **d) if isinstance(d, dict) else numpy.savez(&apos;{2}.npz&apos;, *sum(d, ()))</source>
        <translation>pickle 文件可能运行程序，所以从不打开；若来源可信：import numpy, pickle; d = pickle.load(open(&apos;{0}&apos;, &apos;rb&apos;), encoding=&apos;latin1&apos;); numpy.savez(&apos;{1}.npz&apos;, **d) if isinstance(d, dict) else numpy.savez(&apos;{2}.npz&apos;, *sum(d, ()))</translation>
    </message>
    <message>
        <source>a layer needs a name</source>
        <translation>层需要有名字</translation>
    </message>
    <message>
        <source>{0}: this name is taken by the network itself</source>
        <translation>{0}：这个名字已被网络自己使用</translation>
    </message>
    <message>
        <source>{0}: a layer&apos;s name has at most {1} letters</source>
        <translation>{0}：层的名字最多 {1} 个字符</translation>
    </message>
    <message>
        <source>{0}: a layer&apos;s name can&apos;t have {1} in it</source>
        <translation>{0}：层的名字中不能有 {1}</translation>
    </message>
    <message>
        <source>{0}: unknown layer type {1}; known are {2}</source>
        <translation>{0}：未知的层类型 {1}；已知的有 {2}</translation>
    </message>
    <message>
        <source>a layer&apos;s name must be text without dots and not {0}, got {1}</source>
        <translation>层的名字必须是不含点的文本，且不能是 {0}，得到的是 {1}</translation>
    </message>
    <message>
        <source>{0}: two layers have this name</source>
        <translation>{0}：有两层用了这个名字</translation>
    </message>
    <message>
        <source>{0}: expected a layer, got {1}</source>
        <translation>{0}：应为层，得到的是 {1}</translation>
    </message>
    <message>
        <source>{0}: this layer is in the network already</source>
        <translation>{0}：这一层已在网络中</translation>
    </message>
    <message>
        <source>{0}: expected {1}, got {2}</source>
        <translation>{0}：应为 {1}，得到的是 {2}</translation>
    </message>
    <message>
        <source>SGD: nesterov needs a momentum above 0</source>
        <translation>SGD：nesterov 需要大于 0 的 momentum</translation>
    </message>
    <message>
        <source>loss: the kind is none of {0}</source>
        <translation>loss：种类不是 {0} 之一</translation>
    </message>
    <message>
        <source>loss: these are not the settings of {0}</source>
        <translation>loss：这些不是 {0} 的设置</translation>
    </message>
    <message>
        <source>loss: {0} takes a row of numbers for each image, not {1}</source>
        <translation>loss：{0} 对每张图像需要一行数，不是 {1}</translation>
    </message>
    <message>
        <source>optimizer: the type is none of {0}</source>
        <translation>optimizer：类型不是 {0} 之一</translation>
    </message>
    <message>
        <source>optimizer: these are not the settings of a step of {0}</source>
        <translation>optimizer：这些不是 {0} 一步的设置</translation>
    </message>
    <message>
        <source>{0} is missing</source>
        <translation>缺少 {0}</translation>
    </message>
    <message>
        <source>{0} has no place in it</source>
        <translation>{0} 不应在其中</translation>
    </message>
    <message>
        <source>what it says about itself is not what a trace says</source>
        <translation>它对自己的说明不是记录应有的</translation>
    </message>
    <message>
        <source>there are no images in it</source>
        <translation>其中没有图像</translation>
    </message>
    <message>
        <source>modes: true or false is expected for each layer</source>
        <translation>modes：每层应为 true 或 false</translation>
    </message>
    <message>
        <source>step: expected a whole number from 0 to {0}</source>
        <translation>step：应为 0 到 {0} 的整数</translation>
    </message>
    <message>
        <source>loss: the labels are not from 0 to {0}</source>
        <translation>loss：标签不在 0 到 {0}</translation>
    </message>
    <message>
        <source>images: the values are not all from -{0} to {1}</source>
        <translation>images：数值不全在 -{0} 到 {1}</translation>
    </message>
    <message>
        <source>optimizer: its settings are not numbers</source>
        <translation>optimizer：它的设置不是数</translation>
    </message>
    <message>
        <source>{0} has the shape {1}, {2} is expected</source>
        <translation>{0} 的形状是 {1}，应为 {2}</translation>
    </message>
    <message>
        <source>{0} has the type {1}, {2} is expected</source>
        <translation>{0} 的类型是 {1}，应为 {2}</translation>
    </message>
    <message>
        <source>{0}: the arguments are not those of {1}</source>
        <translation>{0}：参数不是 {1} 的参数</translation>
    </message>
    <message>
        <source>{0} has values that are not finite</source>
        <translation>{0} 中有非有限的值</translation>
    </message>
    <message>
        <source>{0}: argmax is not from 0 to {1}</source>
        <translation>{0}：argmax 不在 0 到 {1}</translation>
    </message>
    <message>
        <source>{0}.{1}{2} is {3}</source>
        <translation>{0}.{1}{2} 为 {3}</translation>
    </message>
    <message>
        <source>{0} channel {1} is off</source>
        <translation>{0} 的通道 {1} 已关闭</translation>
    </message>
    <message>
        <source>{0} channel {1} is on</source>
        <translation>{0} 的通道 {1} 已打开</translation>
    </message>
    <message>
        <source>{0} times {1}</source>
        <translation>{0} 乘以 {1}</translation>
    </message>
    <message>
        <source>noise of {0} RMS on {1}</source>
        <translation>{1} 上 {0} 倍均方根的噪声</translation>
    </message>
    <message>
        <source>the smallest {0} % of {1} are zero</source>
        <translation>{1} 最小的 {0} % 为零</translation>
    </message>
    <message>
        <source>{0} is as it was</source>
        <translation>{0} 恢复原样</translation>
    </message>
    <message>
        <source>there is no layer with weights called {0}</source>
        <translation>没有名为 {0} 的带权重的层</translation>
    </message>
    <message>
        <source>there is no {0} in this network</source>
        <translation>这个网络中没有 {0}</translation>
    </message>
    <message>
        <source>{0}: there is no {1} in {2}</source>
        <translation>{0}：{2} 中没有 {1}</translation>
    </message>
    <message>
        <source>a weight must be a finite number, got {0}</source>
        <translation>权重必须是有限的数，得到的是 {0}</translation>
    </message>
    <message>
        <source>{0} is too large: a weight is at most {1} in size</source>
        <translation>{0} 太大：权重的大小最多为 {1}</translation>
    </message>
    <message>
        <source>{0} has no channel {1}; there are {2}</source>
        <translation>{0} 没有通道 {1}；共有 {2} 个</translation>
    </message>
    <message>
        <source>channel {0} of {1} is silent already</source>
        <translation>{1} 的通道 {0} 已经静默</translation>
    </message>
    <message>
        <source>not off</source>
        <translation>没有关闭</translation>
    </message>
    <message>
        <source>channel {0} of {1} was not switched off here: there is nothing to switch on again</source>
        <translation>{1} 的通道 {0} 不是在这里关闭的：没有什么可重新打开的</translation>
    </message>
    <message>
        <source>the factor must be a finite number, got {0}</source>
        <translation>系数必须是有限的数，得到的是 {0}</translation>
    </message>
    <message>
        <source>the noise must be a number above 0, got {0}</source>
        <translation>噪声必须是大于 0 的数，得到的是 {0}</translation>
    </message>
    <message>
        <source>all zero</source>
        <translation>全为零</translation>
    </message>
    <message>
        <source>every weight here is zero: noise relative to their size is zero as well</source>
        <translation>这里的每个权重都是零：与其大小相当的噪声也是零</translation>
    </message>
    <message>
        <source>the share must be above 0 and at most 1, got {0}</source>
        <translation>比例必须大于 0 且最多为 1，得到的是 {0}</translation>
    </message>
    <message>
        <source>its content was changed since it was saved (SHA-256 differs)</source>
        <translation>保存之后它的内容被改动（SHA-256 不同）</translation>
    </message>
    <message>
        <source>it is no checkpoint of a run</source>
        <translation>它不是运行的检查点</translation>
    </message>
    <message>
        <source>its version is not a number</source>
        <translation>它的版本不是数</translation>
    </message>
    <message>
        <source>it needs a newer cnnviz (version {0} of the format)</source>
        <translation>它需要更新的 cnnviz（格式版本 {0}）</translation>
    </message>
    <message>
        <source>Update cnnviz</source>
        <translation>请更新 cnnviz</translation>
    </message>
    <message>
        <source>its metadata are not those that cnnviz writes</source>
        <translation>它的元数据不是 cnnviz 所写的</translation>
    </message>
    <message>
        <source>the weights are not finite</source>
        <translation>权重不是有限的</translation>
    </message>
    <message>
        <source>Nothing was saved: go back to good ones</source>
        <translation>没有保存：请回到良好的权重</translation>
    </message>
    <message>
        <source>what it says about itself makes no sense ({0})</source>
        <translation>它对自己的说明没有意义（{0}）</translation>
    </message>
    <message>
        <source>no run can be made of it ({0})</source>
        <translation>无法由它得到运行（{0}）</translation>
    </message>
    <message>
        <source>the run</source>
        <translation>这次运行</translation>
    </message>
    <message>
        <source>about: step is {0} where the run stands at {1}</source>
        <translation>about：step 是 {0}，而运行在第 {1} 步</translation>
    </message>
    <message>
        <source>about: data is not a path</source>
        <translation>about：data 不是路径</translation>
    </message>
    <message>
        <source>about: row is not the name of a folder</source>
        <translation>about：row 不是文件夹的名字</translation>
    </message>
    <message>
        <source>the state {0} is not that of {1}</source>
        <translation>状态 {0} 不是 {1} 的</translation>
    </message>
    <message>
        <source>the tensor {0} is missing</source>
        <translation>缺少张量 {0}</translation>
    </message>
    <message>
        <source>the tensor {0} has no place in the run</source>
        <translation>张量 {0} 在运行中没有位置</translation>
    </message>
    <message>
        <source>the weights have the types {0}, where F32 is expected</source>
        <translation>权重的类型是 {0}，应为 F32</translation>
    </message>
    <message>
        <source>its history is missing</source>
        <translation>缺少它的历史</translation>
    </message>
    <message>
        <source>history: step has the shape {0}</source>
        <translation>history：step 的形状是 {0}</translation>
    </message>
    <message>
        <source>{0} has the shape {1}</source>
        <translation>{0} 的形状是 {1}</translation>
    </message>
    <message>
        <source>history: the steps are not in order, or beyond the run&apos;s</source>
        <translation>history：各步没有按顺序，或超出了运行</translation>
    </message>
    <message>
        <source>{0} holds a test that can&apos;t have been</source>
        <translation>{0} 中有不可能存在的测试</translation>
    </message>
    <message>
        <source>{0}: expected a whole number from {1} to {2}</source>
        <translation>{0}：应为 {1} 到 {2} 的整数</translation>
    </message>
    <message>
        <source>{0}: expected a number from {1} to {2}</source>
        <translation>{0}：应为 {1} 到 {2} 的数</translation>
    </message>
    <message>
        <source>{0}: expected an object</source>
        <translation>{0}：应为对象</translation>
    </message>
    <message>
        <source>{0}: {1} is missing or has no place there</source>
        <translation>{0}：缺少 {1}，或它不应在那里</translation>
    </message>
    <message>
        <source>position: fresh is not true or false</source>
        <translation>position：fresh 不是 true 或 false</translation>
    </message>
    <message>
        <source>position: the optimiser has made another number of steps than the run</source>
        <translation>position：优化器走过的步数与运行不同</translation>
    </message>
    <message>
        <source>position: by_hand is no pair of a step and a rate</source>
        <translation>position：by_hand 不是一步和一个学习率</translation>
    </message>
    <message>
        <source>position: momentum must be below 1</source>
        <translation>position：momentum 必须小于 1</translation>
    </message>
    <message>
        <source>adjustments: expected a list</source>
        <translation>adjustments：应为列表</translation>
    </message>
    <message>
        <source>preprocessing: name is not a name</source>
        <translation>preprocessing：name 不是名字</translation>
    </message>
    <message>
        <source>layers: the history is that of another network</source>
        <translation>layers：历史属于另一个网络</translation>
    </message>
    <message>
        <source>about: {0} is not true or false</source>
        <translation>about：{0} 不是 true 或 false</translation>
    </message>
    <message>
        <source>about: {0} is not a name</source>
        <translation>about：{0} 不是名字</translation>
    </message>
    <message>
        <source>history: {0} has values that no step has</source>
        <translation>history：{0} 中有任何一步都不会有的值</translation>
    </message>
    <message>
        <source>history: {0} has negative values</source>
        <translation>history：{0} 中有负值</translation>
    </message>
    <message>
        <source>adjustments: expected a step, a name and a value each</source>
        <translation>adjustments：每项应为一步、一个名字和一个值</translation>
    </message>
    <message>
        <source>data: {0} is not a text</source>
        <translation>data：{0} 不是文本</translation>
    </message>
    <message>
        <source>about: data_choices are no choices about images ({0})</source>
        <translation>about：data_choices 不是关于图像的选项（{0}）</translation>
    </message>
    <message>
        <source>{0} has negative values</source>
        <translation>{0} 中有负值</translation>
    </message>
    <message>
        <source>must be a number from {0} to {1}{2}, got {3}</source>
        <translation>必须是从 {0} 到 {1}{2} 的数，得到的是 {3}</translation>
    </message>
    <message>
        <source>must be a whole number from {0} to {1}, got {2}</source>
        <translation>必须是 {0} 到 {1} 的整数，得到的是 {2}</translation>
    </message>
    <message>
        <source>must be one of {0}, got {1}</source>
        <translation>必须是 {0} 之一，得到的是 {1}</translation>
    </message>
    <message>
        <source>must be the name of a preset</source>
        <translation>必须是预设的名字</translation>
    </message>
    <message>
        <source>must be a network&apos;s spec, or none</source>
        <translation>必须是网络的 spec，或没有</translation>
    </message>
    <message>
        <source>must be an object of shift, shear, rotation and noise, or none</source>
        <translation>必须是含 shift、shear、rotation 和 noise 的对象，或没有</translation>
    </message>
    <message>
        <source>must be true or false, got {0}</source>
        <translation>必须是 true 或 false，得到的是 {0}</translation>
    </message>
    <message>
        <source>needs a momentum above 0</source>
        <translation>需要大于 0 的动量</translation>
    </message>
    <message>
        <source>no such setting</source>
        <translation>没有这项设置</translation>
    </message>
    <message>
        <source>The last good weights are kept; try a lower learning rate than {0}.</source>
        <translation>上一次良好的权重已保留；请试试低于 {0} 的学习率。</translation>
    </message>
    <message>
        <source>the loss grew to {0}</source>
        <translation>损失增大到 {0}</translation>
    </message>
    <message>
        <source>the loss is no longer a number</source>
        <translation>损失不再是数</translation>
    </message>
    <message>
        <source>, and {0} was the first layer with numbers out of bounds</source>
        <translation>，{0} 是第一个数值超出范围的层</translation>
    </message>
    <message>
        <source>{0}, or put back what was changed by hand.</source>
        <translation>{0}，或恢复手动修改的内容。</translation>
    </message>
    <message>
        <source>The weights are as you changed them before it: undo the change, or a part of it.</source>
        <translation>权重是你在此之前修改的样子：请撤销修改，或撤销一部分。</translation>
    </message>
    <message>
        <source>Training stopped at step {0}: {1}{2}. {3}</source>
        <translation>训练在第 {0} 步停止：{1}{2}。{3}</translation>
    </message>
    <message>
        <source>A new run from the seed</source>
        <translation>从随机种子开始新的运行</translation>
    </message>
    <message>
        <source>A new run on {0}</source>
        <translation>在 {0} 上开始新的运行</translation>
    </message>
    <message>
        <source>Loaded {0}</source>
        <translation>已载入 {0}</translation>
    </message>
    <message>
        <source>The run goes on from step {0}</source>
        <translation>运行从第 {0} 步继续</translation>
    </message>
    <message>
        <source>A run beside another one</source>
        <translation>在另一个运行旁边的运行</translation>
    </message>
    <message>
        <source>must be at least 1, got {0}</source>
        <translation>必须至少为 1，得到的是 {0}</translation>
    </message>
    <message>
        <source>Only a recorded step can be taken back, and only until the next one is made: record a batch first</source>
        <translation>只有记录的一步能撤回，而且只能在下一步之前：请先记录一个批次</translation>
    </message>
    <message>
        <source>can&apos;t change while a run goes on</source>
        <translation>运行进行时不能改变</translation>
    </message>
    <message>
        <source>must be above 0, got {0}</source>
        <translation>必须大于 0，得到的是 {0}</translation>
    </message>
    <message>
        <source>the network has {0} outputs and the images of {1} have {2} classes: they don&apos;t go together; train a network of their own instead</source>
        <translation>网络有 {0} 个输出，而 {1} 的图像有 {2} 个类别：两者不匹配；请为它们训练自己的网络</translation>
    </message>
    <message>
        <source>the names of the classes are not known</source>
        <translation>类别的名字未知</translation>
    </message>
    <message>
        <source>the network has {0} outputs and the images of {1} have {2} classes ({3}); train a network of their own instead</source>
        <translation>网络有 {0} 个输出，而 {1} 的图像有 {2} 个类别（{3}）；请为它们训练自己的网络</translation>
    </message>
    <message>
        <source>There is no memory for more of the history: its older half was dropped.</source>
        <translation>没有内存保存更多历史：较早的一半已丢弃。</translation>
    </message>
    <message>
        <source>The history stays in memory: {0} has no room for its file ({1}). Free some space there before a long run.</source>
        <translation>历史保留在内存中：{0} 没有空间存放它的文件（{1}）。长时间运行之前请在那里腾出空间。</translation>
    </message>
    <message>
        <source>the network has no parameter {0}</source>
        <translation>网络没有参数 {0}</translation>
    </message>
    <message>
        <source>the keyframe is of another network</source>
        <translation>关键帧属于另一个网络</translation>
    </message>
    <message>
        <source>the keyframe has {0} numbers more than the network</source>
        <translation>关键帧比网络多 {0} 个数</translation>
    </message>
    <message>
        <source>No room for more keyframes on the disk: {0}</source>
        <translation>磁盘上没有空间存放更多关键帧：{0}</translation>
    </message>
    <message>
        <source>training has been closed</source>
        <translation>训练已关闭</translation>
    </message>
    <message>
        <source>calls are answered once the data are loaded</source>
        <translation>数据载入之后才会回答</translation>
    </message>
    <message>
        <source>{0} images to train on, {1} to test</source>
        <translation>{0} 张图像用于训练，{1} 张用于测试</translation>
    </message>
    <message>
        <source>Epoch {0} is done</source>
        <translation>第 {0} 轮完成</translation>
    </message>
    <message>
        <source>Test accuracy {0} after epoch {1}</source>
        <translation>第 {1} 轮之后的测试准确率 {0}</translation>
    </message>
    <message>
        <source>run {0} is not kept</source>
        <translation>没有保存运行 {0}</translation>
    </message>
    <message>
        <source>{0} needs more than one image in a batch to take their mean and variance: take batches of at least 2</source>
        <translation>{0} 需要批次中有多于一张图像来求均值和方差：请取至少 2 张的批次</translation>
    </message>
    <message>
        <source>a network without parameters has nothing to learn</source>
        <translation>没有参数的网络没有什么可学</translation>
    </message>
    <message>
        <source>{0}: expected one output a class, {1}, got {2}</source>
        <translation>{0}：应为每个类别一个输出，即 {1}，得到的是 {2}</translation>
    </message>
    <message>
        <source>the images to test have another size than those to train on, {0} instead of {1} (channels, height, width): bring both to one size</source>
        <translation>测试图像与训练图像大小不同，是 {0} 而不是 {1}（通道、高、宽）：请使两者大小一致</translation>
    </message>
    <message>
        <source>the images to test have a label {0}, and those to train on have {1} classes, 0 to {2}: give both the same classes</source>
        <translation>测试图像有标签 {0}，而训练图像有 {1} 个类别，0 到 {2}：请使两者类别相同</translation>
    </message>
    <message>
        <source>must be a number from 0 to below 1, got {0}</source>
        <translation>必须是 0 到小于 1 的数，得到的是 {0}</translation>
    </message>
    <message>
        <source>no network can be made of it: {0}</source>
        <translation>无法由它建立网络：{0}</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>共有</translation>
    </message>
    <message>
        <source>scaled</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>rounding</source>
        <translation>舍入</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>squared gradient</source>
        <translation>梯度平方</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>ln of the sum</source>
        <translation>和的 ln</translation>
    </message>
    <message>
        <source>{0} to {1} pixels a side</source>
        <translation>每边 {0} 到 {1} 像素</translation>
    </message>
    <message>
        <source>a whole number of at least {0}</source>
        <translation>是至少为 {0} 的整数</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>: </source>
        <translation>：</translation>
    </message>
    <message>
        <source>. </source>
        <translation>。</translation>
    </message>
    <message>
        <source> images</source>
        <translation> 张</translation>
    </message>
    <message>
        <source> pictures</source>
        <translation> 幅</translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation>第 {0} 轮</translation>
    </message>
    <message>
        <source>a whole number or a pair of them</source>
        <translation>是整数或一对整数</translation>
    </message>
    <message>
        <source>at least {0} and at most {1}</source>
        <translation>在 {0} 到 {1} 之间</translation>
    </message>
    <message>
        <source>an empty margin around the {0}x{1} pixels in their middle was cut off</source>
        <translation>中间 {0}×{1} 像素周围的空白边缘已裁掉</translation>
    </message>
    <message>
        <source>if your images are columns, y is right: say samples=&quot;columns&quot;</source>
        <translation>如果你的每一列是一张图像，y 就是对的：请声明 samples=&quot;columns&quot;</translation>
    </message>
    <message>
        <source>if your code is meant for one image at a time, y is right: say one_image=True</source>
        <translation>如果你的代码一次只处理一张图像，y 就是对的：请声明 one_image=True</translation>
    </message>
    <message>
        <source>; with square images {0} stops: {1}</source>
        <translation>；换成正方形图像时 {0} 停止：{1}</translation>
    </message>
    <message>
        <source>the {0} can&apos;t be set; yours is {1}</source>
        <translation>{0} 无法设定；你的是 {1}</translation>
    </message>
    <message>
        <source>the rate can&apos;t be set once it is made; it was tried with one rate</source>
        <translation>创建之后无法再设定学习率；只用一个学习率试过</translation>
    </message>
    <message>
        <source>it gives a loss for each image: their mean was taken</source>
        <translation>它对每张图像给出一个损失：取了它们的平均值</translation>
    </message>
    <message>
        <source>it gives a loss for each class of each image: the mean of their sums was taken</source>
        <translation>它对每张图像的每个类别给出一个损失：按图像求和后取了平均值</translation>
    </message>
    <message>
        <source>reading it in took more than {0} s: is there a loop that never ends?</source>
        <translation>读入它花了超过 {0} 秒：是否有不会结束的循环？</translation>
    </message>
    <message>
        <source>each number of an image is normed by itself; it is checked as {0}</source>
        <translation>图像的每个数各自归一化；按 {0} 检查</translation>
    </message>
    <message>
        <source>sizes of their own for height and width aren&apos;t taken</source>
        <translation>不接受高和宽各自的大小</translation>
    </message>
    <message>
        <source>a border that isn&apos;t the same on both sides isn&apos;t taken</source>
        <translation>不接受两侧不同的填充</translation>
    </message>
    <message>
        <source>your own code refuses</source>
        <translation>你自己的代码拒绝</translation>
    </message>
    <message>
        <source>gradients may pile up where something sets them to 0 before every batch</source>
        <translation>如果每个批次之前都有代码把梯度清零，累加就是对的</translation>
    </message>
    <message>
        <source>if the number that your dropout is given is meant as the share that is kept, this is right</source>
        <translation>如果传给你的 dropout 的数是指保留的比例，这就是对的</translation>
    </message>
    <message>
        <source>say how it is made: CHECK = {{&quot;{0}&quot;: layer(lambda c: {1}({2}))}}</source>
        <translation>请说明如何创建它：CHECK = {{&quot;{0}&quot;: layer(lambda c: {1}({2}))}}</translation>
    </message>
    <message>
        <source>say how it is used: CHECK = {{&quot;{0}&quot;: functions(forward, backward, ...)}}</source>
        <translation>请说明如何使用它：CHECK = {{&quot;{0}&quot;: functions(forward, backward, ...)}}</translation>
    </message>
    <message>
        <source>say what it is given: CHECK = {{&quot;{0}&quot;: layer({1}, {2}_extra=(...,))}}</source>
        <translation>请说明要传给它什么：CHECK = {{&quot;{0}&quot;: layer({1}, {2}_extra=(...,))}}</translation>
    </message>
    <message>
        <source>asks for</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>(and in &quot;{0}&quot; it isn&apos;t finite)</source>
        <translation>（而在“{0}”中它不是有限的数）</translation>
    </message>
    <message>
        <source>; with square images it runs, and is judged by those</source>
        <translation>；换成正方形图像时能运行，按它们判断</translation>
    </message>
    <message>
        <source>{0} has no momentum</source>
        <translation>{0} 没有动量</translation>
    </message>
    <message>
        <source>1 of them isn&apos;t finite</source>
        <translation>其中 1 个不是有限的数</translation>
    </message>
    <message>
        <source>{0} of them aren&apos;t finite</source>
        <translation>其中 {0} 个不是有限的数</translation>
    </message>
    <message>
        <source>Choose a file saved by Keep this recorded batch</source>
        <translation>请选择用“保存这次记录”保存的文件</translation>
    </message>
    <message>
        <source>a running statistic is no longer a number</source>
        <translation>某个滑动统计量不再是数</translation>
    </message>
    <message>
        <source>{0} has none</source>
        <translation>{0} 没有</translation>
    </message>
    <message>
        <source>step {0} can&apos;t be made again: its numbers run away, which they didn&apos;t when it was made</source>
        <translation>第 {0} 步无法重现：它的数值失控，而当时并没有</translation>
    </message>
    <message>
        <source>the keyframe that it begins with is missing</source>
        <translation>缺少作为开头的关键帧</translation>
    </message>
    <message>
        <source>an act is of no known kind</source>
        <translation>有未知种类的操作</translation>
    </message>
    <message>
        <source>it holds no keyframes of a run</source>
        <translation>其中没有运行的关键帧</translation>
    </message>
    <message>
        <source>it needs a newer cnnviz (version {0})</source>
        <translation>它需要更新的 cnnviz（版本 {0}）</translation>
    </message>
    <message>
        <source>the state is not that of its optimiser</source>
        <translation>状态不是它的优化器的</translation>
    </message>
    <message>
        <source>a keyframe is of another network</source>
        <translation>有关键帧属于另一个网络</translation>
    </message>
    <message>
        <source>a keyframe was changed since it was saved, its digest differs</source>
        <translation>有关键帧在保存之后被改动，摘要不同</translation>
    </message>
    <message>
        <source>a keyframe has values that are not finite</source>
        <translation>有关键帧含非有限的值</translation>
    </message>
    <message>
        <source>a keyframe is of no step of its run</source>
        <translation>有关键帧不属于这次运行的任何一步</translation>
    </message>
    <message>
        <source>its tensors are of other types</source>
        <translation>它的张量是其他类型</translation>
    </message>
    <message>
        <source>what it says about itself is too long</source>
        <translation>它对自己的说明太长</translation>
    </message>
    <message>
        <source>it was changed since it was saved, SHA-256 differs</source>
        <translation>保存之后它被改动，SHA-256 不同</translation>
    </message>
    <message>
        <source>its keyframes don&apos;t fill the file</source>
        <translation>它的关键帧没有填满文件</translation>
    </message>
    <message>
        <source>There is not enough memory for this, and nothing was changed: close other programs, or take a smaller batch or network</source>
        <translation>内存不足，什么也没有改变：请关闭其他程序，或取更小的批次或网络</translation>
    </message>
    <message>
        <source>not seen in {0}: {1} stopped there</source>
        <translation>在 {0} 中没有看到：{1} 在那里停了</translation>
    </message>
    <message>
        <source>right in {0}, {1}</source>
        <translation>在 {0}中正确，{1}</translation>
    </message>
    <message>
        <source>not seen in {0}: nothing came there</source>
        <translation>在 {0} 中没有看到：那里什么也没给出</translation>
    </message>
    <message>
        <source>not seen in {0}: it stopped there</source>
        <translation>在 {0} 中没有看到：它在那里停了</translation>
    </message>
    <message>
        <source>left unchanged where it was seen, {0}</source>
        <translation>看到的地方都没有改动，{0}</translation>
    </message>
    <message>
        <source>{0} stops in {1}: {2}</source>
        <translation>{0} 在 {1} 处停止：{2}</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} 以及另外 {1} 个</translation>
    </message>
    <message>
        <source>Training stopped:</source>
        <translation>训练停止：</translation>
    </message>
    <message>
        <source>spacing must be at least 1, got {0}</source>
        <translation>spacing 必须至少为 1，得到的是 {0}</translation>
    </message>
    <message>
        <source>budget and disk must be at least 0 bytes, got {0} and {1}</source>
        <translation>budget 和 disk 必须至少为 0 字节，得到的是 {0} 和 {1}</translation>
    </message>
    <message>
        <source>{0} can&apos;t have {1}: choose from {2}</source>
        <translation>{0} 不能是 {1}：请从 {2} 中选择</translation>
    </message>
    <message>
        <source>If it holds images, open it as images</source>
        <translation>如果其中是图像，请作为图像打开</translation>
    </message>
    <message>
        <source>it holds {0} tensors, and the limit is {1}</source>
        <translation>它含有 {0} 个张量，上限是 {1}</translation>
    </message>
    <message>
        <source>{0}: the signatures of thirteen exercises; `cnnviz check {1} --watch` says what is right</source>
        <translation>{0}：十三个练习的函数签名；`cnnviz check {1} --watch` 会说明哪些正确</translation>
    </message>
    <message>
        <source>first in &quot;{0}&quot;: {1} is {2}, right is {3}</source>
        <translation>首先在“{0}”中：{1} 为 {2}，正确的是 {3}</translation>
    </message>
    <message>
        <source>what no shape tells, such as conv1=none,fc1=Tanh,pool1=AvgPool2d</source>
        <translation>形状说明不了的内容，例如 conv1=none,fc1=Tanh,pool1=AvgPool2d</translation>
    </message>
    <message>
        <source>write a file to begin with: thirteen exercises, none solved</source>
        <translation>写出起始文件：十三个练习，没有答案</translation>
    </message>
    <message>
        <source>is written as LAYER=KIND, such as conv1=none,pool1=AvgPool2d</source>
        <translation>应写成 LAYER=KIND，例如 conv1=none,pool1=AvgPool2d</translation>
    </message>
    <message>
        <source>{0} runs: {1}</source>
        <translation>{0} 个运行：{1}</translation>
    </message>
    <message>
        <source>{0} needs one more package: pip install &apos;cnnviz[film]&apos;</source>
        <translation>{0} 需要另一个软件包：pip install &apos;cnnviz[film]&apos;</translation>
    </message>
    <message>
        <source>a film is {0}, or a folder of pictures; got {1}</source>
        <translation>影片应是 {0}，或存放图片的文件夹；得到的是 {1}</translation>
    </message>
    <message>
        <source>the absolute value is taken</source>
        <translation>取了绝对值</translation>
    </message>
    <message>
        <source>Take one number of the output by itself: which numbers should it be made of, and is that so?</source>
        <translation>单独取输出的一个数：它应由哪些数组成，实际是这样吗？</translation>
    </message>
    <message>
        <source>ReLU cuts negative numbers to 0; it doesn&apos;t turn them round.</source>
        <translation>ReLU 把负数变为 0，而不是变号。</translation>
    </message>
    <message>
        <source>the smaller of x and 0 is taken</source>
        <translation>取了 x 和 0 中较小的</translation>
    </message>
    <message>
        <source>ReLU lets positive numbers pass.</source>
        <translation>ReLU 让正数通过。</translation>
    </message>
    <message>
        <source>the output is 0 or 1</source>
        <translation>输出是 0 或 1</translation>
    </message>
    <message>
        <source>the output is its slope, 0 or 1</source>
        <translation>输出是它的斜率，0 或 1</translation>
    </message>
    <message>
        <source>That is the slope of ReLU; its value is x where x is positive.</source>
        <translation>那是 ReLU 的斜率；x 为正时它的值是 x。</translation>
    </message>
    <message>
        <source>the gradient passes at exactly zero</source>
        <translation>恰好为零处梯度通过</translation>
    </message>
    <message>
        <source>the gradient passes where the input is exactly zero</source>
        <translation>输入恰好为零处梯度通过</translation>
    </message>
    <message>
        <source>What is the input of this layer after another ReLU, very often?</source>
        <translation>接在另一个 ReLU 之后时，这一层的输入常常是什么？</translation>
    </message>
    <message>
        <source>At 0 the slope is taken to be 0, as in PyTorch; after another ReLU many inputs are exactly 0.</source>
        <translation>0 处的斜率取为 0，与 PyTorch 相同；另一个 ReLU 之后，许多输入恰好是 0。</translation>
    </message>
    <message>
        <source>dY is multiplied by the output</source>
        <translation>dY 乘以了输出</translation>
    </message>
    <message>
        <source>the gradient is multiplied by the output instead of 0 or 1</source>
        <translation>梯度乘以了输出，而不是 0 或 1</translation>
    </message>
    <message>
        <source>Take one number of the gradient by itself: which outputs did it have a part in, and with what slope?</source>
        <translation>单独取梯度的一个数：它参与了哪些输出，斜率各是多少？</translation>
    </message>
    <message>
        <source>The slope of x is 1, not x.</source>
        <translation>x 的斜率是 1，不是 x。</translation>
    </message>
    <message>
        <source>the gradient itself is cut at zero</source>
        <translation>梯度本身在零处被截断</translation>
    </message>
    <message>
        <source>the gradient itself is cut at zero, not by the input</source>
        <translation>梯度本身在零处被截断，而不是由输入决定</translation>
    </message>
    <message>
        <source>What is cut is decided by the input; a gradient may well be negative.</source>
        <translation>截断由输入决定；梯度完全可以是负的。</translation>
    </message>
    <message>
        <source>negative gradients are cut as well</source>
        <translation>负的梯度也被截断</translation>
    </message>
    <message>
        <source>the gradient is cut by the input and at zero as well</source>
        <translation>梯度既由输入截断，又在零处截断</translation>
    </message>
    <message>
        <source>What is cut is decided by the input alone; a gradient may well be negative.</source>
        <translation>截断只由输入决定；梯度完全可以是负的。</translation>
    </message>
    <message>
        <source>everything passes</source>
        <translation>全部通过</translation>
    </message>
    <message>
        <source>everything passes, as if there were no ReLU</source>
        <translation>全部通过，好像没有 ReLU</translation>
    </message>
    <message>
        <source>Where the input was negative the output didn&apos;t depend on it.</source>
        <translation>输入为负的地方，输出与它无关。</translation>
    </message>
    <message>
        <source>the mask is the wrong way round</source>
        <translation>掩码反了</translation>
    </message>
    <message>
        <source>The gradient passes where the input was positive.</source>
        <translation>输入为正的地方梯度通过。</translation>
    </message>
    <message>
        <source>dY is left out</source>
        <translation>漏掉了 dY</translation>
    </message>
    <message>
        <source>only the slope is given back, without the gradient that came in</source>
        <translation>只返回斜率，没有乘以传进来的梯度</translation>
    </message>
    <message>
        <source>The slope has to be multiplied by the gradient that comes in.</source>
        <translation>斜率要乘以传进来的梯度。</translation>
    </message>
    <message>
        <source>negative inputs get the negative gradient</source>
        <translation>负的输入得到负的梯度</translation>
    </message>
    <message>
        <source>the slope below zero is -1, as for the absolute value</source>
        <translation>零以下的斜率是 -1，像绝对值那样</translation>
    </message>
    <message>
        <source>Below 0 the slope is 0; -1 is that of the absolute value.</source>
        <translation>0 以下斜率是 0；-1 是绝对值的斜率。</translation>
    </message>
    <message>
        <source>the input is overwritten</source>
        <translation>输入被改写</translation>
    </message>
    <message>
        <source>it writes to its input</source>
        <translation>它改写了自己的输入</translation>
    </message>
    <message>
        <source>Who else uses these numbers, before and afterwards?</source>
        <translation>还有谁在之前和之后使用这些数？</translation>
    </message>
    <message>
        <source>The layer before keeps its output for its own backward pass: who writes to it spoils that.</source>
        <translation>前一层把输出留给自己的反向：改写它就破坏了那里的计算。</translation>
    </message>
    <message>
        <source>the gradient that comes in is overwritten</source>
        <translation>传进来的梯度被改写</translation>
    </message>
    <message>
        <source>it writes to the gradient that it is given</source>
        <translation>它改写了给它的梯度</translation>
    </message>
    <message>
        <source>the output has another shape where images aren&apos;t square</source>
        <translation>图像不是正方形时，输出的形状不同</translation>
    </message>
    <message>
        <source>it always keeps the size of an image; it was checked with the border for that</source>
        <translation>它总是保持图像的大小；检查时用了与此相应的边框</translation>
    </message>
    <message>
        <source>I took it for code that takes single maps, without channels</source>
        <translation>把它当作处理没有通道的单张特征图的代码</translation>
    </message>
    <message>
        <source>it has a bias for each place; its gradient is summed over them</source>
        <translation>它在每个位置各有一个偏置；其梯度按位置求和</translation>
    </message>
    <message>
        <source>{0} has the shape {1} and its parameter {2}: what comes of parameter - lr * {3} has the shape {4}</source>
        <translation>{0} 的形状是 {1}，而它的参数是 {2}：参数 - lr * {3} 的结果形状是 {4}</translation>
    </message>
    <message>
        <source>the process ended in {0}, in the trial &quot;{1}&quot; ({2})</source>
        <translation>进程在 {0} 中结束，试验是“{1}”（{2}）</translation>
    </message>
    <message>
        <source>no {0} was found: return it, or keep it as an attribute</source>
        <translation>没有找到 {0}：请返回它，或作为属性保存</translation>
    </message>
    <message>
        <source>the file stops in line {0}; what stands above that line is checked ({1})</source>
        <translation>文件在第 {0} 行停下；检查的是该行以上的内容（{1}）</translation>
    </message>
    <message>
        <source>it takes too long</source>
        <translation>耗时太长</translation>
    </message>
    <message>
        <source>together with a loss whose gradient is p - y already, this is right</source>
        <translation>与梯度已经是 p - y 的损失一起使用时，这样是对的</translation>
    </message>
    <message>
        <source>the weight doesn&apos;t move in any of the usual ways of calling it</source>
        <translation>用各种常见的方式调用，权重都没有变化</translation>
    </message>
    <message>
        <source>how it is given a weight isn&apos;t known: {0}</source>
        <translation>不知道该怎样把权重交给它：{0}</translation>
    </message>
    <message>
        <source>dY.sum(axis=(0, 2, 3)) leaves one number an output channel</source>
        <translation>dY.sum(axis=(0, 2, 3)) 为每个输出通道留下一个数</translation>
    </message>
    <message>
        <source>dY.sum(axis=0) leaves one number an output</source>
        <translation>dY.sum(axis=0) 为每个输出留下一个数</translation>
    </message>
    <message>
        <source>(dY * x_hat).sum(axis=(0, 2, 3)) leaves one number a channel</source>
        <translation>(dY * x_hat).sum(axis=(0, 2, 3)) 为每个通道留下一个数</translation>
    </message>
    <message>
        <source>dY.sum(axis=(0, 2, 3)) leaves one number a channel</source>
        <translation>dY.sum(axis=(0, 2, 3)) 为每个通道留下一个数</translation>
    </message>
    <message>
        <source>; its shape is {0}, right is {1}</source>
        <translation>；它的形状是 {0}，正确的是 {1}</translation>
    </message>
    <message>
        <source>{0}, in {1}</source>
        <translation>{0}，在 {1} 中</translation>
    </message>
    <message>
        <source>sizes that leave rows or columns over</source>
        <translation>有剩余行或列的大小</translation>
    </message>
    <message>
        <source>windows that overlap</source>
        <translation>重叠的窗口</translation>
    </message>
    <message>
        <source>strides above 1</source>
        <translation>大于 1 的步幅</translation>
    </message>
    <message>
        <source>column {0} in line {1} is empty</source>
        <translation>第 {1} 行第 {0} 列是空的</translation>
    </message>
    <message>
        <source>column {0} in line {1} holds {2}, which is no number</source>
        <translation>第 {1} 行第 {0} 列是 {2}，不是数字</translation>
    </message>
    <message>
        <source>stride 2</source>
        <translation>步幅 2</translation>
    </message>
    <message>
        <source>strides 2 and 1</source>
        <translation>步幅 2 和 1</translation>
    </message>
    <message>
        <source>3 images</source>
        <translation>3 张图像</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>{0} AND {1}</source>
        <translation>{0}，并且{1}</translation>
    </message>
    <message>
        <source>line {0} has {1} values, those before it {2}</source>
        <translation>第 {0} 行有 {1} 个值，它之前的行有 {2} 个</translation>
    </message>
    <message>
        <source>line {0} has {1} values, most others {2}</source>
        <translation>第 {0} 行有 {1} 个值，其他行大多有 {2} 个</translation>
    </message>
    <message>
        <source>2x2</source>
        <translation>2×2</translation>
    </message>
    <message>
        <source>stride 1</source>
        <translation>步幅 1</translation>
    </message>
    <message>
        <source>12 images</source>
        <translation>12 张图像</translation>
    </message>
    <message>
        <source>p = 0.3</source>
        <translation>p = 0.3</translation>
    </message>
    <message>
        <source>p = 0.6</source>
        <translation>p = 0.6</translation>
    </message>
    <message>
        <source>maps</source>
        <translation>特征图</translation>
    </message>
    <message>
        <source>4 images, 7 classes</source>
        <translation>4 张图像，7 个类别</translation>
    </message>
    <message>
        <source>6 images, 3 classes</source>
        <translation>6 张图像，3 个类别</translation>
    </message>
    <message>
        <source>4 images, 3 outputs</source>
        <translation>4 张图像，3 个输出</translation>
    </message>
    <message>
        <source>6 images, 5 outputs</source>
        <translation>6 张图像，5 个输出</translation>
    </message>
    <message>
        <source>momentum 0.9</source>
        <translation>动量 0.9</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>2 images</source>
        <translation>2 张图像</translation>
    </message>
    <message>
        <source>6 images</source>
        <translation>6 张图像</translation>
    </message>
    <message>
        <source>dX is the gradient of this y: only the scale of both is another</source>
        <translation>dX 就是这个 y 的梯度：只是两者的尺度不同</translation>
    </message>
    <message>
        <source>images without a border</source>
        <translation>没有边框的图像</translation>
    </message>
    <message>
        <source>a border</source>
        <translation>边框</translation>
    </message>
    <message>
        <source>batches of one</source>
        <translation>只有一张图像的批次</translation>
    </message>
    <message>
        <source>batches of several</source>
        <translation>有多张图像的批次</translation>
    </message>
    <message>
        <source>use, after training</source>
        <translation>训练之后的使用</translation>
    </message>
    <message>
        <source>it is written for Python 2</source>
        <translation>这是为 Python 2 写的</translation>
    </message>
    <message>
        <source>{0} is used, and defined nowhere</source>
        <translation>用到了 {0}，但没有任何地方定义它</translation>
    </message>
    <message>
        <source>numpy has no {0} any more</source>
        <translation>numpy 里已经没有 {0} 了</translation>
    </message>
    <message>
        <source>.{0} is used before anything is put there</source>
        <translation>在放入任何内容之前就用到了 .{0}</translation>
    </message>
    <message>
        <source>an array is used where one number is meant</source>
        <translation>本该用一个数的地方用了数组</translation>
    </message>
    <message>
        <source>it is made for single numbers, not for arrays</source>
        <translation>它只适用于单个数，不适用于数组</translation>
    </message>
    <message>
        <source>: it seems to be summed over other axes</source>
        <translation>：似乎对别的轴求了和</translation>
    </message>
    <message>
        <source>: the channels seem to come last</source>
        <translation>：通道似乎在最后</translation>
    </message>
    <message>
        <source>: it seems to be transposed</source>
        <translation>：似乎转置了</translation>
    </message>
    <message>
        <source>: its axes seem to be in another order</source>
        <translation>：轴的次序似乎不同</translation>
    </message>
    <message>
        <source>: it seems to be made for square images only</source>
        <translation>：似乎只适用于正方形图像</translation>
    </message>
    <message>
        <source>: it seems to be the same numbers in another shape</source>
        <translation>：似乎是同样的数，形状不同</translation>
    </message>
    <message>
        <source>: the border seems to be cut from the images and the channels, not from rows and columns</source>
        <translation>：边框似乎是从图像和通道上裁掉的，而不是从行和列上</translation>
    </message>
    <message>
        <source>it isn&apos;t made for {0}</source>
        <translation>它不适用于{0}</translation>
    </message>
    <message>
        <source>it isn&apos;t made for {0}, and not for {1}</source>
        <translation>它不适用于{0}，也不适用于{1}</translation>
    </message>
    <message>
        <source>Whoever gave the gradient may use it again.</source>
        <translation>给出梯度的一方可能还要用它。</translation>
    </message>
    <message>
        <source>negative numbers are cut to 0</source>
        <translation>负数被截断为 0</translation>
    </message>
    <message>
        <source>negative numbers are cut to 0, as in ReLU</source>
        <translation>负数被截断为 0，像 ReLU 那样</translation>
    </message>
    <message>
        <source>The leak lets slope * x through below 0.</source>
        <translation>泄漏部分在 0 以下让 slope * x 通过。</translation>
    </message>
    <message>
        <source>positive numbers are scaled too</source>
        <translation>正数也被缩放</translation>
    </message>
    <message>
        <source>Above 0 a leaky ReLU passes x as it is.</source>
        <translation>0 以上 Leaky ReLU 让 x 原样通过。</translation>
    </message>
    <message>
        <source>nothing passes below zero</source>
        <translation>零以下什么也不通过</translation>
    </message>
    <message>
        <source>Below 0 the slope is `negative_slope`: that is what keeps units alive.</source>
        <translation>0 以下斜率是 `negative_slope`：正是它使单元不死。</translation>
    </message>
    <message>
        <source>the slope is inverted</source>
        <translation>斜率取了倒数</translation>
    </message>
    <message>
        <source>below zero it is divided by the slope</source>
        <translation>零以下除以了斜率</translation>
    </message>
    <message>
        <source>Going back multiplies by the same slope as going forward.</source>
        <translation>反向与前向乘以同样的斜率。</translation>
    </message>
    <message>
        <source>Below 0 the gradient is multiplied by the slope.</source>
        <translation>0 以下梯度乘以斜率。</translation>
    </message>
    <message>
        <source>the slope at exactly zero is 1</source>
        <translation>恰好为零处的斜率是 1</translation>
    </message>
    <message>
        <source>At 0 the slope below is used, as in PyTorch.</source>
        <translation>0 处用下方的斜率，与 PyTorch 相同。</translation>
    </message>
    <message>
        <source>dY is left out below zero</source>
        <translation>零以下漏掉了 dY</translation>
    </message>
    <message>
        <source>below zero the slope itself is given back, without the gradient</source>
        <translation>零以下返回斜率本身，没有梯度</translation>
    </message>
    <message>
        <source>alpha is forgotten</source>
        <translation>忘了 alpha</translation>
    </message>
    <message>
        <source>Below 0 the value is alpha * (e^x - 1).</source>
        <translation>0 以下的值是 alpha * (e^x - 1)。</translation>
    </message>
    <message>
        <source>1 is taken away where alpha should be</source>
        <translation>该减 alpha 的地方减了 1</translation>
    </message>
    <message>
        <source>1 is taken away, not alpha</source>
        <translation>减去的是 1，而不是 alpha</translation>
    </message>
    <message>
        <source>alpha * (e^x - 1): the bracket belongs to both.</source>
        <translation>alpha * (e^x - 1)：括号对两者都起作用。</translation>
    </message>
    <message>
        <source>alpha is forgotten in the slope</source>
        <translation>斜率中忘了 alpha</translation>
    </message>
    <message>
        <source>Below 0 the slope is alpha * e^x.</source>
        <translation>0 以下斜率是 alpha * e^x。</translation>
    </message>
    <message>
        <source>At 0 the slope below is used, alpha, as in PyTorch.</source>
        <translation>0 处用下方的斜率 alpha，与 PyTorch 相同。</translation>
    </message>
    <message>
        <source>the output is used as slope</source>
        <translation>把输出当作斜率</translation>
    </message>
    <message>
        <source>below zero the output is used as slope, without adding alpha</source>
        <translation>零以下把输出当作斜率，没有加 alpha</translation>
    </message>
    <message>
        <source>The slope is the output plus alpha.</source>
        <translation>斜率是输出加 alpha。</translation>
    </message>
    <message>
        <source>1 is added where alpha should be</source>
        <translation>该加 alpha 的地方加了 1</translation>
    </message>
    <message>
        <source>1 is added to the output, not alpha</source>
        <translation>输出加的是 1，而不是 alpha</translation>
    </message>
    <message>
        <source>The slope is the output plus alpha; for alpha = 1 that is y + 1.</source>
        <translation>斜率是输出加 alpha；alpha = 1 时就是 y + 1。</translation>
    </message>
    <message>
        <source>large numbers overflow</source>
        <translation>大的数溢出</translation>
    </message>
    <message>
        <source>e^1,000 is infinite, and infinite / infinite is not a number.</source>
        <translation>e^1,000 是无穷大，无穷大除以无穷大不是数。</translation>
    </message>
    <message>
        <source>the sign of x is turned round</source>
        <translation>x 的符号反了</translation>
    </message>
    <message>
        <source>the sign of x is turned round: it falls where it should rise</source>
        <translation>x 的符号反了：该升的地方降</translation>
    </message>
    <message>
        <source>1 / (1 + e^-x): with e^x it falls where it should rise.</source>
        <translation>1 / (1 + e^-x)：用 e^x 时，该升的地方降。</translation>
    </message>
    <message>
        <source>the slope is y (1 + y)</source>
        <translation>斜率是 y (1 + y)</translation>
    </message>
    <message>
        <source>The slope of the sigmoid is y (1 - y), at most 1/4.</source>
        <translation>sigmoid 的斜率是 y (1 - y)，最大 1/4。</translation>
    </message>
    <message>
        <source>x is used where y is meant</source>
        <translation>该用 y 的地方用了 x</translation>
    </message>
    <message>
        <source>the input is used where the output is meant: x (1 - x)</source>
        <translation>该用输出的地方用了输入：x (1 - x)</translation>
    </message>
    <message>
        <source>y (1 - y) holds for the output y, not for the input.</source>
        <translation>y (1 - y) 对输出 y 成立，对输入不成立。</translation>
    </message>
    <message>
        <source>the slope is taken to be y</source>
        <translation>斜率取成了 y</translation>
    </message>
    <message>
        <source>The slope of the sigmoid is y (1 - y).</source>
        <translation>sigmoid 的斜率是 y (1 - y)。</translation>
    </message>
    <message>
        <source>the slope is taken to be 1 - y</source>
        <translation>斜率取成了 1 - y</translation>
    </message>
    <message>
        <source>the sigmoid is taken twice</source>
        <translation>sigmoid 用了两次</translation>
    </message>
    <message>
        <source>the slope is taken at the output: the sigmoid is applied twice</source>
        <translation>斜率取在输出处：sigmoid 用了两次</translation>
    </message>
    <message>
        <source>y is the sigmoid already; taking the slope at y applies it again.</source>
        <translation>y 已经是 sigmoid 的结果；在 y 处取斜率等于又用一次。</translation>
    </message>
    <message>
        <source>large numbers overflow: tanh of 1,000 is not a number</source>
        <translation>大的数溢出：1,000 的 tanh 不是数</translation>
    </message>
    <message>
        <source>the sigmoid is taken</source>
        <translation>用了 sigmoid</translation>
    </message>
    <message>
        <source>tanh lies between -1 and 1, the sigmoid between 0 and 1.</source>
        <translation>tanh 在 -1 和 1 之间，sigmoid 在 0 和 1 之间。</translation>
    </message>
    <message>
        <source>the input is used where the output is meant: 1 - x^2</source>
        <translation>该用输出的地方用了输入：1 - x^2</translation>
    </message>
    <message>
        <source>1 - y^2 holds for the output y, not for the input.</source>
        <translation>1 - y^2 对输出 y 成立，对输入不成立。</translation>
    </message>
    <message>
        <source>the square is forgotten</source>
        <translation>忘了平方</translation>
    </message>
    <message>
        <source>the square is forgotten: the slope is 1 - y</source>
        <translation>忘了平方：斜率是 1 - y</translation>
    </message>
    <message>
        <source>The slope is 1 - y^2.</source>
        <translation>斜率是 1 - y^2。</translation>
    </message>
    <message>
        <source>the slope is 1 + y^2</source>
        <translation>斜率是 1 + y^2</translation>
    </message>
    <message>
        <source>The slope is 1 - y^2: flat where y nears 1 or -1.</source>
        <translation>斜率是 1 - y^2：y 接近 1 或 -1 时平坦。</translation>
    </message>
    <message>
        <source>the sigmoid&apos;s slope is used</source>
        <translation>用了 sigmoid 的斜率</translation>
    </message>
    <message>
        <source>the slope is the sigmoid&apos;s, y (1 - y)</source>
        <translation>斜率是 sigmoid 的 y (1 - y)</translation>
    </message>
    <message>
        <source>y (1 - y) is the sigmoid&apos;s; tanh has 1 - y^2.</source>
        <translation>y (1 - y) 是 sigmoid 的；tanh 是 1 - y^2。</translation>
    </message>
    <message>
        <source>the value of tanh is used as its slope</source>
        <translation>把 tanh 的值当作斜率</translation>
    </message>
    <message>
        <source>The slope of tanh is 1 - y^2, not its value.</source>
        <translation>tanh 的斜率是 1 - y^2，不是它的值。</translation>
    </message>
    <message>
        <source>tanh is taken twice</source>
        <translation>tanh 用了两次</translation>
    </message>
    <message>
        <source>the slope is taken at the output: tanh is applied twice</source>
        <translation>斜率取在输出处：tanh 用了两次</translation>
    </message>
    <message>
        <source>y is tanh(x) already; taking the slope at y applies it again.</source>
        <translation>y 已经是 tanh(x)；在 y 处取斜率等于又用一次。</translation>
    </message>
    <message>
        <source>the sum runs over the batch</source>
        <translation>对批次求和</translation>
    </message>
    <message>
        <source>the sum runs over the images, not over the classes</source>
        <translation>对图像求和，而不是对类别</translation>
    </message>
    <message>
        <source>Probabilities of one image add up to 1: sum along its classes.</source>
        <translation>一张图像的概率之和为 1：沿它的类别求和。</translation>
    </message>
    <message>
        <source>the largest score stays in</source>
        <translation>没有减去最大的得分</translation>
    </message>
    <message>
        <source>large scores overflow because the largest is not taken away first</source>
        <translation>大的得分溢出，因为没有先减去最大的</translation>
    </message>
    <message>
        <source>e^1,000 is infinite. Taking the largest score away first changes nothing else.</source>
        <translation>e^1,000 是无穷大。先减去最大的得分，其他什么也不改变。</translation>
    </message>
    <message>
        <source>the largest of the whole batch is taken away</source>
        <translation>减去了整个批次的最大值</translation>
    </message>
    <message>
        <source>the largest score of the whole batch is taken away, not that of the row</source>
        <translation>减去了整个批次的最大得分，而不是这一行的</translation>
    </message>
    <message>
        <source>Each row has its own largest score; where another row&apos;s is far above it, all its numbers underflow to 0.</source>
        <translation>每行有自己的最大得分；若另一行的大得多，这一行的数全都下溢为 0。</translation>
    </message>
    <message>
        <source>it is divided by the sum of all rows</source>
        <translation>除以了所有行之和</translation>
    </message>
    <message>
        <source>Each row adds up to 1 by itself.</source>
        <translation>每行各自的和为 1。</translation>
    </message>
    <message>
        <source>it is not divided by the sum</source>
        <translation>没有除以总和</translation>
    </message>
    <message>
        <source>Probabilities of one image add up to 1.</source>
        <translation>一张图像的概率之和为 1。</translation>
    </message>
    <message>
        <source>only its own probability is looked at</source>
        <translation>只看了自己的概率</translation>
    </message>
    <message>
        <source>each score looks at its own probability only: p (1 - p)</source>
        <translation>每个得分只看自己的概率：p (1 - p)</translation>
    </message>
    <message>
        <source>A score changes all probabilities of its row: the others&apos; gradients come in as well.</source>
        <translation>一个得分会改变这一行的所有概率：其他的梯度也要计入。</translation>
    </message>
    <message>
        <source>x (1 - x) is used</source>
        <translation>用了 x (1 - x)</translation>
    </message>
    <message>
        <source>the scores are used where probabilities are meant: x (1 - x)</source>
        <translation>该用概率的地方用了得分：x (1 - x)</translation>
    </message>
    <message>
        <source>The slope is made of probabilities, not of scores.</source>
        <translation>斜率由概率组成，不是由得分组成。</translation>
    </message>
    <message>
        <source>the gradient passes as it is</source>
        <translation>梯度原样通过</translation>
    </message>
    <message>
        <source>That is right only if the loss has made p - y of it already; softmax by itself has a gradient of its own.</source>
        <translation>只有当损失已经由它得出 p - y 时才对；softmax 本身有自己的梯度。</translation>
    </message>
    <message>
        <source>a mean is taken where the sum is meant</source>
        <translation>该求和的地方取了平均</translation>
    </message>
    <message>
        <source>All probabilities of the row add their shares.</source>
        <translation>这一行的所有概率都贡献自己的份额。</translation>
    </message>
    <message>
        <source>dY is summed without its probabilities</source>
        <translation>dY 求和时没有乘以概率</translation>
    </message>
    <message>
        <source>Each gradient counts with its own probability.</source>
        <translation>每个梯度都要乘以自己的概率。</translation>
    </message>
    <message>
        <source>The scores belong to the layer before.</source>
        <translation>得分属于前一层。</translation>
    </message>
    <message>
        <source>the logarithm of zero is taken</source>
        <translation>对零取了对数</translation>
    </message>
    <message>
        <source>A probability far behind is 0 in the computer, its logarithm minus infinity; z - log(sum) never is.</source>
        <translation>远远落后的概率在计算机中是 0，它的对数是负无穷；z - log(sum) 则不会。</translation>
    </message>
    <message>
        <source>e^1,000 is infinite. Take the largest score away first.</source>
        <translation>e^1,000 是无穷大。请先减去最大的得分。</translation>
    </message>
    <message>
        <source>the largest score comes back in</source>
        <translation>最大的得分又回来了</translation>
    </message>
    <message>
        <source>the largest score is taken away in the sum only</source>
        <translation>只在求和中减去了最大的得分</translation>
    </message>
    <message>
        <source>What is taken away for the exponential is taken away from the score as well.</source>
        <translation>指数中减去的，得分中也要减去。</translation>
    </message>
    <message>
        <source>dY&apos;s sum is left out</source>
        <translation>漏掉了 dY 之和</translation>
    </message>
    <message>
        <source>p is multiplied by the sum of the row&apos;s gradients.</source>
        <translation>p 要乘以这一行梯度之和。</translation>
    </message>
    <message>
        <source>softmax&apos;s gradient is used</source>
        <translation>用了 softmax 的梯度</translation>
    </message>
    <message>
        <source>The logarithm has cancelled one factor p.</source>
        <translation>取对数已经消去了一个因子 p。</translation>
    </message>
    <message>
        <source>eps is added to the standard deviation</source>
        <translation>eps 加到了标准差上</translation>
    </message>
    <message>
        <source>eps is added to the standard deviation, not to the variance</source>
        <translation>eps 加到了标准差上，而不是方差上</translation>
    </message>
    <message>
        <source>eps guards the root: it is added to the variance.</source>
        <translation>eps 保护开方：它加到方差上。</translation>
    </message>
    <message>
        <source>eps is left out</source>
        <translation>漏掉了 eps</translation>
    </message>
    <message>
        <source>Without eps a channel of equal numbers divides by 0.</source>
        <translation>没有 eps，全部相等的通道会除以 0。</translation>
    </message>
    <message>
        <source>the root is forgotten</source>
        <translation>忘了开方</translation>
    </message>
    <message>
        <source>it is divided by the variance, without the root</source>
        <translation>除以了方差，没有开方</translation>
    </message>
    <message>
        <source>Divide by the standard deviation, the root of the variance.</source>
        <translation>应除以标准差，即方差的平方根。</translation>
    </message>
    <message>
        <source>the unbiased variance normalises</source>
        <translation>用无偏方差归一化</translation>
    </message>
    <message>
        <source>the unbiased variance is used to normalise</source>
        <translation>归一化用了无偏方差</translation>
    </message>
    <message>
        <source>The batch is normalised by its own variance, divided by M; only the running one is unbiased.</source>
        <translation>批次用自己的方差归一化，除以 M；只有滑动方差才是无偏的。</translation>
    </message>
    <message>
        <source>the variance is the mean square</source>
        <translation>方差成了均方</translation>
    </message>
    <message>
        <source>the mean is not taken away before squaring: the variance is the mean square</source>
        <translation>平方之前没有减去均值：方差成了均方</translation>
    </message>
    <message>
        <source>The variance is that of x - mean.</source>
        <translation>方差是 x - mean 的方差。</translation>
    </message>
    <message>
        <source>the mean is not taken away</source>
        <translation>没有减去均值</translation>
    </message>
    <message>
        <source>Normalising is both: shift to mean 0, scale to variance 1.</source>
        <translation>归一化包括两者：平移到均值 0，缩放到方差 1。</translation>
    </message>
    <message>
        <source>each pixel has statistics of its own</source>
        <translation>每个像素有自己的统计量</translation>
    </message>
    <message>
        <source>mean and variance are taken for each pixel, not for each channel</source>
        <translation>均值和方差对每个像素求，而不是对每个通道</translation>
    </message>
    <message>
        <source>In an image a channel is one feature wherever it stands: mean over images, rows and columns.</source>
        <translation>在图像中，一个通道无论在哪里都是同一个特征：均值要对图像、行和列求。</translation>
    </message>
    <message>
        <source>each image has statistics of its own</source>
        <translation>每张图像有自己的统计量</translation>
    </message>
    <message>
        <source>mean and variance are taken for each image, not over the batch</source>
        <translation>均值和方差对每张图像求，而不是对批次</translation>
    </message>
    <message>
        <source>Batch-norm takes its statistics over the batch; for each image alone it is instance-norm.</source>
        <translation>批量归一化的统计量取自批次；对每张图像单独求则是实例归一化。</translation>
    </message>
    <message>
        <source>channels share one mean in each image</source>
        <translation>各通道在每张图像中共用一个均值</translation>
    </message>
    <message>
        <source>mean and variance are taken over all channels of each image</source>
        <translation>均值和方差对每张图像的所有通道求</translation>
    </message>
    <message>
        <source>That is layer-norm; batch-norm has statistics for each channel.</source>
        <translation>那是层归一化；批量归一化对每个通道求统计量。</translation>
    </message>
    <message>
        <source>one mean for everything</source>
        <translation>全部共用一个均值</translation>
    </message>
    <message>
        <source>mean and variance are taken over all channels together</source>
        <translation>均值和方差对所有通道一起求</translation>
    </message>
    <message>
        <source>Each channel has its own mean and variance.</source>
        <translation>每个通道有自己的均值和方差。</translation>
    </message>
    <message>
        <source>pixels share a channel&apos;s statistics</source>
        <translation>各像素共用一个通道的统计量</translation>
    </message>
    <message>
        <source>per-pixel batch-norm shares its statistics over a whole channel</source>
        <translation>逐像素的批量归一化在整个通道上共用统计量</translation>
    </message>
    <message>
        <source>Per-pixel batch-norm takes its statistics over the batch only.</source>
        <translation>逐像素的批量归一化只对批次求统计量。</translation>
    </message>
    <message>
        <source>gamma is left out</source>
        <translation>漏掉了 gamma</translation>
    </message>
    <message>
        <source>After normalising each channel is scaled by its gamma.</source>
        <translation>归一化之后每个通道要乘以自己的 gamma。</translation>
    </message>
    <message>
        <source>beta is left out</source>
        <translation>漏掉了 beta</translation>
    </message>
    <message>
        <source>After normalising each channel is shifted by its beta.</source>
        <translation>归一化之后每个通道要加上自己的 beta。</translation>
    </message>
    <message>
        <source>small batches are passed over</source>
        <translation>小批次被跳过</translation>
    </message>
    <message>
        <source>batch-norm is skipped for small batches</source>
        <translation>小批次时跳过了批量归一化</translation>
    </message>
    <message>
        <source>A layer that changes with the size of the batch gives one drawn digit another answer than the same digit among others.</source>
        <translation>随批次大小而变的层，对单独画的一个数字与混在其他数字中的同一个数字，会给出不同的回答。</translation>
    </message>
    <message>
        <source>in use the batch&apos;s own statistics are taken</source>
        <translation>预测时用了批次自己的统计量</translation>
    </message>
    <message>
        <source>In use the running statistics make the answer the same, whatever stands beside the image.</source>
        <translation>预测时，滑动统计量使答案不受旁边图像的影响。</translation>
    </message>
    <message>
        <source>in use eps is added to the deviation</source>
        <translation>预测时 eps 加到了标准差上</translation>
    </message>
    <message>
        <source>in use eps is added to the standard deviation, not to the variance</source>
        <translation>预测时 eps 加到了标准差上，而不是方差上</translation>
    </message>
    <message>
        <source>eps guards the root, in use as in training: it is added to the variance.</source>
        <translation>eps 保护开方，预测时与训练时一样：它加到方差上。</translation>
    </message>
    <message>
        <source>the running variance is squared in use</source>
        <translation>预测时滑动方差被平方</translation>
    </message>
    <message>
        <source>in use the running variance is taken for a standard deviation</source>
        <translation>预测时把滑动方差当成了标准差</translation>
    </message>
    <message>
        <source>running_var is a variance already.</source>
        <translation>running_var 已经是方差。</translation>
    </message>
    <message>
        <source>the path through the mean is left out</source>
        <translation>漏掉了经过均值的路径</translation>
    </message>
    <message>
        <source>If one number of the batch grows, what happens to the mean, and so to all other outputs?</source>
        <translation>批次中一个数增大，均值会怎样，其他所有输出又会怎样？</translation>
    </message>
    <message>
        <source>x moves the mean, and the mean moves every output: take away the mean of the gradient.</source>
        <translation>x 移动均值，均值移动每个输出：要减去梯度的均值。</translation>
    </message>
    <message>
        <source>the path through the variance is left out</source>
        <translation>漏掉了经过方差的路径</translation>
    </message>
    <message>
        <source>If one number of the batch grows, what happens to the variance, and so to all other outputs?</source>
        <translation>批次中一个数增大，方差会怎样，其他所有输出又会怎样？</translation>
    </message>
    <message>
        <source>x moves the variance, and the variance scales every output.</source>
        <translation>x 移动方差，方差缩放每个输出。</translation>
    </message>
    <message>
        <source>mean and variance are taken for constants</source>
        <translation>把均值和方差当成常数</translation>
    </message>
    <message>
        <source>mean and variance are treated as constants</source>
        <translation>均值和方差被当作常数</translation>
    </message>
    <message>
        <source>Both are made of x: the gradient reaches x on three paths.</source>
        <translation>两者都由 x 组成：梯度沿三条路径到达 x。</translation>
    </message>
    <message>
        <source>the path through the mean counts twice</source>
        <translation>经过均值的路径算了两次</translation>
    </message>
    <message>
        <source>The mean of the gradient is taken away once; the mean inside the variance adds nothing, since x - mean sums to 0.</source>
        <translation>梯度的均值只减一次；方差中的均值没有贡献，因为 x - mean 的和为 0。</translation>
    </message>
    <message>
        <source>the 2 of the square is forgotten</source>
        <translation>忘了平方的 2</translation>
    </message>
    <message>
        <source>the factor 2 on the path through the variance is forgotten</source>
        <translation>经过方差的路径忘了因子 2</translation>
    </message>
    <message>
        <source>The slope of (x - mean)^2 is 2 (x - mean); it cancels the 1/2 of the root.</source>
        <translation>(x - mean)^2 的斜率是 2 (x - mean)；它与开方的 1/2 相消。</translation>
    </message>
    <message>
        <source>the variance path has the wrong sign</source>
        <translation>方差路径的符号错了</translation>
    </message>
    <message>
        <source>A larger variance makes outputs smaller.</source>
        <translation>方差变大会使输出变小。</translation>
    </message>
    <message>
        <source>means are taken over each image</source>
        <translation>对每张图像取平均</translation>
    </message>
    <message>
        <source>the means are taken over each image, not over the batch</source>
        <translation>均值对每张图像求，而不是对批次</translation>
    </message>
    <message>
        <source>Whose mean was taken away in forward: that of one image or that of the batch?</source>
        <translation>前向时减去的是谁的均值：一张图像的，还是批次的？</translation>
    </message>
    <message>
        <source>The statistics were shared by the whole batch, so their gradients are means over the whole batch.</source>
        <translation>统计量由整个批次共用，所以它们的梯度是整个批次的均值。</translation>
    </message>
    <message>
        <source>sums are divided by the images only</source>
        <translation>总和只除以图像数</translation>
    </message>
    <message>
        <source>sums are divided by the number of images, not by images times places</source>
        <translation>总和除以了图像数，而不是图像数乘位置数</translation>
    </message>
    <message>
        <source>M numbers share their statistics: images times places.</source>
        <translation>M 个数共用统计量：图像数乘位置数。</translation>
    </message>
    <message>
        <source>gamma is forgotten in dX</source>
        <translation>dX 中忘了 gamma</translation>
    </message>
    <message>
        <source>the factor gamma is forgotten</source>
        <translation>忘了因子 gamma</translation>
    </message>
    <message>
        <source>The output is gamma * x_hat: gamma scales the gradient as well.</source>
        <translation>输出是 gamma * x_hat：gamma 也缩放梯度。</translation>
    </message>
    <message>
        <source>the standard deviation is forgotten in dX</source>
        <translation>dX 中忘了标准差</translation>
    </message>
    <message>
        <source>it is not divided by the standard deviation</source>
        <translation>没有除以标准差</translation>
    </message>
    <message>
        <source>x_hat is x divided by the standard deviation: so is the gradient.</source>
        <translation>x_hat 是 x 除以标准差：梯度也是。</translation>
    </message>
    <message>
        <source>dX is divided by the variance</source>
        <translation>dX 除以了方差</translation>
    </message>
    <message>
        <source>it is divided by the variance, not by the standard deviation</source>
        <translation>除以了方差，而不是标准差</translation>
    </message>
    <message>
        <source>x_hat is x divided by the standard deviation, once.</source>
        <translation>x_hat 是 x 除以标准差，只除一次。</translation>
    </message>
    <message>
        <source>in use all three paths are taken</source>
        <translation>预测时走了全部三条路径</translation>
    </message>
    <message>
        <source>in use the paths through mean and variance are taken, though these are constants</source>
        <translation>预测时走了经过均值和方差的路径，尽管它们是常数</translation>
    </message>
    <message>
        <source>In use mean and variance are constants: only the direct path is left.</source>
        <translation>预测时均值和方差是常数：只剩直接的路径。</translation>
    </message>
    <message>
        <source>dgamma uses the raw input</source>
        <translation>dgamma 用了原始输入</translation>
    </message>
    <message>
        <source>the raw input is used, not the normalised one</source>
        <translation>用了原始输入，而不是归一化后的</translation>
    </message>
    <message>
        <source>gamma multiplies the normalised input, so that is its slope.</source>
        <translation>gamma 乘以归一化后的输入，所以那就是它的斜率。</translation>
    </message>
    <message>
        <source>dgamma&apos;s input is not divided</source>
        <translation>dgamma 的输入没有除</translation>
    </message>
    <message>
        <source>the centred input is used, not yet divided by the standard deviation</source>
        <translation>用了减去均值的输入，还没有除以标准差</translation>
    </message>
    <message>
        <source>gamma multiplies x_hat, which is divided by the standard deviation.</source>
        <translation>gamma 乘以 x_hat，它已除以标准差。</translation>
    </message>
    <message>
        <source>dgamma is multiplied by gamma</source>
        <translation>dgamma 乘以了 gamma</translation>
    </message>
    <message>
        <source>it is multiplied by gamma</source>
        <translation>它乘以了 gamma</translation>
    </message>
    <message>
        <source>gamma&apos;s own slope is x_hat, without gamma.</source>
        <translation>gamma 自己的斜率是 x_hat，没有 gamma。</translation>
    </message>
    <message>
        <source>dgamma is dbeta</source>
        <translation>dgamma 成了 dbeta</translation>
    </message>
    <message>
        <source>x_hat is left out, as in dbeta</source>
        <translation>漏掉了 x_hat，像 dbeta 那样</translation>
    </message>
    <message>
        <source>gamma multiplies x_hat: its gradient needs it.</source>
        <translation>gamma 乘以 x_hat：它的梯度需要 x_hat。</translation>
    </message>
    <message>
        <source>dgamma is a mean</source>
        <translation>dgamma 取了平均</translation>
    </message>
    <message>
        <source>the mean over images and places is taken, not the sum</source>
        <translation>对图像和位置取了平均，而不是求和</translation>
    </message>
    <message>
        <source>gamma is used for every image and place: the gradients add up.</source>
        <translation>gamma 用在每张图像的每个位置：梯度相加。</translation>
    </message>
    <message>
        <source>dbeta is multiplied by gamma</source>
        <translation>dbeta 乘以了 gamma</translation>
    </message>
    <message>
        <source>beta is added last: its slope is 1.</source>
        <translation>beta 是最后加上的：它的斜率是 1。</translation>
    </message>
    <message>
        <source>dbeta is a mean</source>
        <translation>dbeta 取了平均</translation>
    </message>
    <message>
        <source>beta is used for every image and place: the gradients add up.</source>
        <translation>beta 用在每张图像的每个位置：梯度相加。</translation>
    </message>
    <message>
        <source>dgamma piles up from pass to pass</source>
        <translation>dgamma 一次次累积</translation>
    </message>
    <message>
        <source>dgamma piles up from one backward pass to the next</source>
        <translation>dgamma 从一次反向累积到下一次</translation>
    </message>
    <message>
        <source>What should be there after one pass, and what after two?</source>
        <translation>一次之后应当是什么，两次之后呢？</translation>
    </message>
    <message>
        <source>Each backward pass sets the gradient anew, unless something clears it before.</source>
        <translation>每次反向都重新设定梯度，除非事先有什么把它清零。</translation>
    </message>
    <message>
        <source>dbeta piles up from pass to pass</source>
        <translation>dbeta 一次次累积</translation>
    </message>
    <message>
        <source>dbeta piles up from one backward pass to the next</source>
        <translation>dbeta 从一次反向累积到下一次</translation>
    </message>
    <message>
        <source>the running variance is the biased one</source>
        <translation>滑动方差用了有偏的</translation>
    </message>
    <message>
        <source>The running variance estimates that of all images: it is divided by M - 1.</source>
        <translation>滑动方差估计的是所有图像的方差：要除以 M - 1。</translation>
    </message>
    <message>
        <source>the momentum is the wrong way round</source>
        <translation>momentum 反了</translation>
    </message>
    <message>
        <source>the momentum is used the wrong way round</source>
        <translation>momentum 的用法反了</translation>
    </message>
    <message>
        <source>PyTorch&apos;s momentum is the share of the new batch: running = (1 - momentum) * running + momentum * batch.</source>
        <translation>PyTorch 的 momentum 是新批次的份额：running = (1 - momentum) * running + momentum * batch。</translation>
    </message>
    <message>
        <source>the first batch replaces the statistics</source>
        <translation>第一个批次替换了统计量</translation>
    </message>
    <message>
        <source>the first batch replaces the running statistics</source>
        <translation>第一个批次替换了滑动统计量</translation>
    </message>
    <message>
        <source>The first batch enters with the momentum, like every other.</source>
        <translation>第一个批次也像其他批次一样按 momentum 计入。</translation>
    </message>
    <message>
        <source>only the last batch is kept</source>
        <translation>只保留最后一个批次</translation>
    </message>
    <message>
        <source>every batch replaces the running statistics</source>
        <translation>每个批次都替换滑动统计量</translation>
    </message>
    <message>
        <source>Running statistics average over many batches.</source>
        <translation>滑动统计量对许多批次取平均。</translation>
    </message>
    <message>
        <source>the old running mean is not scaled down</source>
        <translation>旧的滑动均值没有缩小</translation>
    </message>
    <message>
        <source>the old running mean is kept whole when the new one is added</source>
        <translation>加上新的时，旧的滑动均值完整保留</translation>
    </message>
    <message>
        <source>Old and new have to add up to one whole.</source>
        <translation>旧的与新的份额之和必须是一。</translation>
    </message>
    <message>
        <source>the running variance begins at 0</source>
        <translation>滑动方差从 0 开始</translation>
    </message>
    <message>
        <source>the running variance begins at 0, not at 1</source>
        <translation>滑动方差从 0 开始，而不是从 1</translation>
    </message>
    <message>
        <source>It begins at 1, so that the first images in use aren&apos;t blown up.</source>
        <translation>它从 1 开始，预测时最初的图像才不会被放大。</translation>
    </message>
    <message>
        <source>the running variance is a standard deviation</source>
        <translation>滑动方差成了标准差</translation>
    </message>
    <message>
        <source>the running variance averages standard deviations</source>
        <translation>滑动方差对标准差取平均</translation>
    </message>
    <message>
        <source>The variance is averaged, not its root.</source>
        <translation>取平均的是方差，不是它的平方根。</translation>
    </message>
    <message>
        <source>the running statistics never move</source>
        <translation>滑动统计量从不移动</translation>
    </message>
    <message>
        <source>Without them there is nothing to normalise by in use.</source>
        <translation>没有它们，预测时就没有什么可用来归一化。</translation>
    </message>
    <message>
        <source>running statistics move in use</source>
        <translation>预测时滑动统计量也移动</translation>
    </message>
    <message>
        <source>in use the running statistics move too</source>
        <translation>预测时滑动统计量也在移动</translation>
    </message>
    <message>
        <source>What is tested must not leave a trace.</source>
        <translation>测试不应留下痕迹。</translation>
    </message>
    <message>
        <source>The layer before keeps its output for its own backward pass.</source>
        <translation>前一层把输出留给自己的反向。</translation>
    </message>
    <message>
        <source>the kernel is turned in forward</source>
        <translation>前向时旋转了卷积核</translation>
    </message>
    <message>
        <source>the kernel is turned in forward (a convolution in the mathematical sense)</source>
        <translation>前向时旋转了卷积核（数学意义上的卷积）</translation>
    </message>
    <message>
        <source>Deep-learning libraries slide the kernel as it is (cross-correlation); turning it is the convolution of mathematics.</source>
        <translation>深度学习库直接滑动卷积核（互相关）；旋转它才是数学上的卷积。</translation>
    </message>
    <message>
        <source>forward and backward turn the kernel alike</source>
        <translation>前向和反向都同样旋转了卷积核</translation>
    </message>
    <message>
        <source>kernels are turned throughout: forward and backward fit together, as another convention</source>
        <translation>卷积核处处旋转：前向与反向相配，是另一种约定</translation>
    </message>
    <message>
        <source>The pair fits together, and learns as well; but weights of other programs won&apos;t work in it, because they are not turned.</source>
        <translation>这一对是相配的，学得也一样好；但其他程序的权重在其中不能用，因为它们没有旋转。</translation>
    </message>
    <message>
        <source>the bias is never added</source>
        <translation>从未加上偏置</translation>
    </message>
    <message>
        <source>Set all weights to 0: what should the output be?</source>
        <translation>把所有权重设为 0：输出应当是什么？</translation>
    </message>
    <message>
        <source>Each output channel has one number of its own that is added everywhere.</source>
        <translation>每个输出通道有自己的一个数，处处加上。</translation>
    </message>
    <message>
        <source>the bias is added once per input channel</source>
        <translation>每个输入通道都加了一次偏置</translation>
    </message>
    <message>
        <source>The bias belongs to the finished sum, not into the loop over input channels.</source>
        <translation>偏置属于最后的和，不应在对输入通道的循环之内。</translation>
    </message>
    <message>
        <source>the bias is subtracted</source>
        <translation>减去了偏置</translation>
    </message>
    <message>
        <source>The bias is added, like a weight whose input is 1.</source>
        <translation>偏置是加上的，像输入为 1 的权重。</translation>
    </message>
    <message>
        <source>height and width of the kernel are swapped</source>
        <translation>卷积核的高和宽对调了</translation>
    </message>
    <message>
        <source>The kernel&apos;s first axis goes down the image, the second across.</source>
        <translation>卷积核的第一个轴沿图像向下，第二个轴向右。</translation>
    </message>
    <message>
        <source>only the first input channel is used</source>
        <translation>只用了第一个输入通道</translation>
    </message>
    <message>
        <source>Every output looks at all input channels and adds what it finds there.</source>
        <translation>每个输出都看所有输入通道，并把看到的加起来。</translation>
    </message>
    <message>
        <source>each input channel overwrites the one before</source>
        <translation>每个输入通道覆盖了前一个</translation>
    </message>
    <message>
        <source>input channels overwrite one another instead of adding up</source>
        <translation>各输入通道互相覆盖，而不是相加</translation>
    </message>
    <message>
        <source>An output is the sum over input channels: with = in place of += only the last one is left.</source>
        <translation>输出是对输入通道的和：用 = 代替 += 就只剩最后一个。</translation>
    </message>
    <message>
        <source>the border repeats the edge</source>
        <translation>边框重复了边缘</translation>
    </message>
    <message>
        <source>the border repeats the edge instead of being zero</source>
        <translation>边框重复了边缘，而不是零</translation>
    </message>
    <message>
        <source>Padding is zero: a border that repeats the edge gives the pixels there more weight.</source>
        <translation>填充的是零：重复边缘的边框会给那里的像素更大的权重。</translation>
    </message>
    <message>
        <source>im2col reads the image transposed</source>
        <translation>im2col 把图像转置着读</translation>
    </message>
    <message>
        <source>A row of the columns is one place of the window in all its positions; reading columns for rows mixes them.</source>
        <translation>列矩阵的一行是窗口的一个位置在所有窗口中的值；行列读反就混在一起了。</translation>
    </message>
    <message>
        <source>images and channels are mixed in y</source>
        <translation>y 中图像与通道混在一起</translation>
    </message>
    <message>
        <source>the product (channels, images, places) is reshaped to (images, channels, ...) without swapping its axes</source>
        <translation>乘积（通道、图像、位置）没有交换轴就直接 reshape 成（图像、通道、……）</translation>
    </message>
    <message>
        <source>In which order do the axes of your product lie, before it is reshaped?</source>
        <translation>在 reshape 之前，你的乘积的各个轴按什么顺序排列？</translation>
    </message>
    <message>
        <source>reshape never moves a number; it only counts anew. Axes change places by transpose or swapaxes, then it is reshaped.</source>
        <translation>reshape 从不移动数，只是重新计数。先用 transpose 或 swapaxes 交换轴，再 reshape。</translation>
    </message>
    <message>
        <source>the mean over the window is taken</source>
        <translation>对窗口取了平均</translation>
    </message>
    <message>
        <source>the mean over the window is taken, not the sum</source>
        <translation>对窗口取了平均，而不是求和</translation>
    </message>
    <message>
        <source>A convolution adds up; only an average-pool divides.</source>
        <translation>卷积是求和；只有平均池化才除。</translation>
    </message>
    <message>
        <source>one border row too many at the top</source>
        <translation>顶部多一行边框</translation>
    </message>
    <message>
        <source>the border is one row too wide at the top</source>
        <translation>顶部的边框宽了一行</translation>
    </message>
    <message>
        <source>Padding p puts p rows above and p below, p columns left and p right.</source>
        <translation>填充 p 是上面 p 行、下面 p 行、左边 p 列、右边 p 列。</translation>
    </message>
    <message>
        <source>one border row too few at the bottom</source>
        <translation>底部少一行边框</translation>
    </message>
    <message>
        <source>the border is one row too narrow at the bottom</source>
        <translation>底部的边框窄了一行</translation>
    </message>
    <message>
        <source>Padding p puts p rows above and p below.</source>
        <translation>填充 p 是上面 p 行、下面 p 行。</translation>
    </message>
    <message>
        <source>the border is shifted down by a row</source>
        <translation>边框向下移了一行</translation>
    </message>
    <message>
        <source>the border is one row too wide at the top and one too narrow at the bottom</source>
        <translation>顶部的边框宽了一行，底部窄了一行</translation>
    </message>
    <message>
        <source>the padding is forgotten</source>
        <translation>忘了填充</translation>
    </message>
    <message>
        <source>Without its border the image shrinks by the kernel&apos;s size less 1.</source>
        <translation>没有边框，图像的高和宽会各减少“卷积核的大小减 1”。</translation>
    </message>
    <message>
        <source>all the border is above and left</source>
        <translation>边框全在上边和左边</translation>
    </message>
    <message>
        <source>the whole border is above and on the left</source>
        <translation>整个边框都在上边和左边</translation>
    </message>
    <message>
        <source>A border of 1 is one row on each side, not two on one side.</source>
        <translation>边框为 1 是每边一行，不是一边两行。</translation>
    </message>
    <message>
        <source>&quot;same&quot; pads an even kernel on both sides</source>
        <translation>&quot;same&quot; 对偶数卷积核两边都填充</translation>
    </message>
    <message>
        <source>&quot;same&quot; pads an even kernel on both sides, so the size grows</source>
        <translation>&quot;same&quot; 对偶数卷积核两边都填充，所以大小增加</translation>
    </message>
    <message>
        <source>An even kernel needs an odd number of border rows: k - 1 in all.</source>
        <translation>偶数卷积核需要奇数行边框：共 k - 1 行。</translation>
    </message>
    <message>
        <source>&quot;same&quot; puts the extra row above</source>
        <translation>&quot;same&quot; 把多出的一行放在上面</translation>
    </message>
    <message>
        <source>&quot;same&quot; puts an even kernel&apos;s extra row above</source>
        <translation>&quot;same&quot; 把偶数卷积核多出的一行放在上面</translation>
    </message>
    <message>
        <source>An even kernel&apos;s odd border row is put below and its column right, as in PyTorch.</source>
        <translation>偶数卷积核多出的一行边框放在下面，一列放在右边，与 PyTorch 相同。</translation>
    </message>
    <message>
        <source>the output&apos;s size rounds up</source>
        <translation>输出的大小向上取整</translation>
    </message>
    <message>
        <source>A window that hangs over the edge is left out: the size rounds down.</source>
        <translation>超出边缘的窗口被略去：大小向下取整。</translation>
    </message>
    <message>
        <source>the two strides are swapped</source>
        <translation>两个步幅对调了</translation>
    </message>
    <message>
        <source>vertical and horizontal stride are swapped</source>
        <translation>竖直和水平的步幅对调了</translation>
    </message>
    <message>
        <source>The first stride goes down the image, the second across.</source>
        <translation>第一个步幅沿图像向下，第二个向右。</translation>
    </message>
    <message>
        <source>the stride is ignored</source>
        <translation>忽略了步幅</translation>
    </message>
    <message>
        <source>With stride s the window moves s pixels at a time.</source>
        <translation>步幅为 s 时，窗口每次移动 s 个像素。</translation>
    </message>
    <message>
        <source>columns and weights lie in another order</source>
        <translation>列矩阵与权重的顺序不同</translation>
    </message>
    <message>
        <source>the columns&apos; rows lie in the order (row, column, channel), the weights in (channel, row, column)</source>
        <translation>列矩阵的行按（行、列、通道）排列，而权重按（通道、行、列）排列</translation>
    </message>
    <message>
        <source>In which order do the numbers of one window lie in your columns, and in which the weights of one kernel?</source>
        <translation>在你的列矩阵中，一个窗口的数按什么顺序排列？一个卷积核的权重又按什么顺序？</translation>
    </message>
    <message>
        <source>A row of W.reshape(O, -1) lies in the order (channel, row, column): the rows of the columns have to lie in the same.</source>
        <translation>W.reshape(O, -1) 的一行按（通道、行、列）排列：列矩阵的行也必须按同样的顺序。</translation>
    </message>
    <message>
        <source>images and channels are mixed, then the bias</source>
        <translation>图像与通道混在一起，再加偏置</translation>
    </message>
    <message>
        <source>the product (channels, images, places) is reshaped to (images, channels, ...) without swapping its axes, and the bias added to that</source>
        <translation>乘积（通道、图像、位置）没有交换轴就重排成（图像、通道、……），然后再加上偏置</translation>
    </message>
    <message>
        <source>the window is one too small</source>
        <translation>窗口小了一格</translation>
    </message>
    <message>
        <source>the window&apos;s last row and column are not read</source>
        <translation>窗口的最后一行和最后一列没有读取</translation>
    </message>
    <message>
        <source>A slice leaves out its end: x[i : i + k] has k rows, x[i : i + k - 1] one too few.</source>
        <translation>切片不含终点：x[i : i + k] 有 k 行，x[i : i + k - 1] 少一行。</translation>
    </message>
    <message>
        <source>the last output row stays empty</source>
        <translation>输出的最后一行是空的</translation>
    </message>
    <message>
        <source>the last row of the output is left out: nothing is written there</source>
        <translation>漏掉了输出的最后一行：那里什么也没写</translation>
    </message>
    <message>
        <source>What do your loops do at the last row and the last column?</source>
        <translation>你的循环在最后一行和最后一列做什么？</translation>
    </message>
    <message>
        <source>range(n) already ends at n - 1: all of the output&apos;s rows and columns are gone through, the last ones too.</source>
        <translation>range(n) 本来就到 n - 1 为止：输出的所有行和列都要走到，最后的也一样。</translation>
    </message>
    <message>
        <source>the last output column stays empty</source>
        <translation>输出的最后一列是空的</translation>
    </message>
    <message>
        <source>the last column of the output is left out: nothing is written there</source>
        <translation>漏掉了输出的最后一列：那里什么也没写</translation>
    </message>
    <message>
        <source>the last output row is the bias alone</source>
        <translation>输出的最后一行只有偏置</translation>
    </message>
    <message>
        <source>the last row of the output is left out: it has nothing but the bias</source>
        <translation>漏掉了输出的最后一行：那里只有偏置</translation>
    </message>
    <message>
        <source>the last output column is the bias alone</source>
        <translation>输出的最后一列只有偏置</translation>
    </message>
    <message>
        <source>the last column of the output is left out: it has nothing but the bias</source>
        <translation>漏掉了输出的最后一列：那里只有偏置</translation>
    </message>
    <message>
        <source>the output is one row and column too small</source>
        <translation>输出少一行一列</translation>
    </message>
    <message>
        <source>the output&apos;s size lacks the + 1</source>
        <translation>输出的尺寸少了 + 1</translation>
    </message>
    <message>
        <source>How many places has a window of size k in a row of k pixels, and what does your formula say?</source>
        <translation>大小为 k 的窗口在 k 个像素的一行中有几个位置？你的公式给出几个？</translation>
    </message>
    <message>
        <source>A window of size k has H - k + 1 places in H pixels: the first one counts too.</source>
        <translation>大小为 k 的窗口在 H 个像素中有 H - k + 1 个位置：第一个也算。</translation>
    </message>
    <message>
        <source>the windows lie on the image without border</source>
        <translation>窗口取自没有边框的图像</translation>
    </message>
    <message>
        <source>the border counts for the output&apos;s size, but the windows are taken from the image without it</source>
        <translation>边框算进了输出的尺寸，但窗口取自没有边框的图像</translation>
    </message>
    <message>
        <source>Which pixel does the window at (0, 0) begin with if there is a border of 1?</source>
        <translation>边框为 1 时，(0, 0) 处的窗口从哪个像素开始？</translation>
    </message>
    <message>
        <source>The border moves the image: the first window begins p rows above it and p columns left of it.</source>
        <translation>边框移动了图像：第一个窗口从图像上方 p 行、左侧 p 列处开始。</translation>
    </message>
    <message>
        <source>the windows move by one, whatever the stride</source>
        <translation>不论步长多少，窗口每次移一格</translation>
    </message>
    <message>
        <source>the stride counts for the output&apos;s size, but the windows move one pixel at a time</source>
        <translation>步长算进了输出的尺寸，但窗口每次只移一个像素</translation>
    </message>
    <message>
        <source>Where does the window at (0, 1) begin if the stride is 2?</source>
        <translation>步长为 2 时，(0, 1) 处的窗口从哪里开始？</translation>
    </message>
    <message>
        <source>With stride s the window at (p, q) begins s p rows down and s q columns across.</source>
        <translation>步长为 s 时，(p, q) 处的窗口从第 s p 行、第 s q 列开始。</translation>
    </message>
    <message>
        <source>the kernel is not turned</source>
        <translation>没有旋转卷积核</translation>
    </message>
    <message>
        <source>the kernel is not turned by 180 degrees</source>
        <translation>没有把卷积核旋转 180 度</translation>
    </message>
    <message>
        <source>Which output did the corner pixel take part in, and which weight did it meet there?</source>
        <translation>角上的像素参与了哪个输出，在那里遇到哪个权重？</translation>
    </message>
    <message>
        <source>Sliding over dY, a pixel meets the weights in the reverse order: the first weight belongs to the output furthest on.</source>
        <translation>在 dY 上滑动时，像素以相反的次序遇到权重：第一个权重属于最远的输出。</translation>
    </message>
    <message>
        <source>Turning by 180 degrees reverses rows and columns both.</source>
        <translation>旋转 180 度是行和列都反过来。</translation>
    </message>
    <message>
        <source>The velocity adds gradients up, v = momentum * v + g; the rate comes in at the end, since it may change.</source>
        <translation>动量缓冲累加梯度，v = momentum * v + g；学习率最后才乘，因为它可能改变。</translation>
    </message>
    <message>
        <source>v = momentum * v + g; w = w - lr * v, with a velocity v for each name.</source>
        <translation>v = momentum * v + g；w = w - lr * v，每个名字一个动量缓冲 v。</translation>
    </message>
    <message>
        <source>The velocity has to live as long as the optimiser.</source>
        <translation>动量缓冲必须与优化器同寿命。</translation>
    </message>
    <message>
        <source>The velocity is kept, but the step is made of the gradient alone.</source>
        <translation>动量缓冲保存了，但步子只用了梯度。</translation>
    </message>
    <message>
        <source>the kernel&apos;s columns lie the wrong way round</source>
        <translation>卷积核的列方向反了</translation>
    </message>
    <message>
        <source>case {0}</source>
        <translation>情形 {0}</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>the plan that made the step adds in another order</source>
        <translation>执行这一步的编译计划以另一种次序相加</translation>
    </message>
    <message>
        <source>this gradient is nothing else; in the plan that made the step it is 0</source>
        <translation>这个梯度只是舍入误差；在执行这一步的编译计划里它是 0</translation>
    </message>
    <message>
        <source>the step was made with another gradient</source>
        <translation>这一步用的是另一个梯度</translation>
    </message>
    <message>
        <source>1 trial</source>
        <translation>1 次试验</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>数</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>only in input channel {0}</source>
        <translation>只在输入通道 {0}</translation>
    </message>
    <message>
        <source>only in input channels {0}</source>
        <translation>只在输入通道 {0}</translation>
    </message>
    <message>
        <source>only in output channel {0}</source>
        <translation>只在输出通道 {0}</translation>
    </message>
    <message>
        <source>only in output channels {0}</source>
        <translation>只在输出通道 {0}</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>CSV tables</source>
        <translation>多个 CSV 表格</translation>
    </message>
    <message>
        <source>The loss takes the log-softmax itself: a second one changes nothing</source>
        <translation>损失本身带有 log-softmax：再加一个什么也不变</translation>
    </message>
    <message>
        <source>1 picture lies in a folder inside its class&apos;s folder and is used</source>
        <translation>1 张图片在类别文件夹里的子文件夹中，已使用</translation>
    </message>
    <message>
        <source>, and another picture can&apos;t be used either</source>
        <translation>，另有 1 张图片也不能使用</translation>
    </message>
    <message>
        <source>pictures of 8 bits and of 16 bits are mixed: {0} is white in the former, {1} in the latter</source>
        <translation>8 位和 16 位的图片混在一起：前者以 {0} 为白，后者以 {1} 为白</translation>
    </message>
    <message>
        <source>1 picture was scaled to {0}x{1}</source>
        <translation>1 张图片已缩放为 {0}×{1}</translation>
    </message>
    <message>
        <source>values from black to white as each picture has them</source>
        <translation>数值从黑到白，按每张图片自己的位深</translation>
    </message>
    <message>
        <source>black is {0}, white {1}</source>
        <translation>黑为 {0}，白为 {1}</translation>
    </message>
    <message>
        <source>lines {0} to {1} are not all numbers</source>
        <translation>第 {0} 到 {1} 行不全是数字</translation>
    </message>
    <message>
        <source>its lines end in CR alone, as on an old Mac</source>
        <translation>它的行只以 CR 结尾，如旧式 Mac 那样</translation>
    </message>
    <message>
        <source>line {0} has no label</source>
        <translation>第 {0} 行没有标签</translation>
    </message>
    <message>
        <source>the label in line {0} is not in UTF-8</source>
        <translation>第 {0} 行的标签不是 UTF-8 编码</translation>
    </message>
    <message>
        <source>grey paper: the greys of paper and ink are taken for black and white</source>
        <translation>灰色纸面：纸和墨的灰度当作黑和白</translation>
    </message>
    <message>
        <source>it takes arrays of {0} axes, and it isn&apos;t known what those are</source>
        <translation>它接收 {0} 个轴的数组，而不知道这些轴是什么</translation>
    </message>
    <message>
        <source>it is right for square images only</source>
        <translation>它只对方形图像才正确</translation>
    </message>
    <message>
        <source>the number that it is told is taken for the share that is kept</source>
        <translation>告诉它的那个数被当作保留的比例</translation>
    </message>
    <message>
        <source>its backward pass is given labels: it goes through the loss as well, and wasn&apos;t checked</source>
        <translation>它的反向传播接收标签：它把损失也一并求导，因此没有检查</translation>
    </message>
    <message>
        <source>it has a {0} inside, which was allowed for</source>
        <translation>它里面带有 {0}，检查时已考虑在内</translation>
    </message>
    <message>
        <source>how it is made isn&apos;t known: {0}</source>
        <translation>不知道它该如何创建：{0}</translation>
    </message>
    <message>
        <source>it gives back a step and doesn&apos;t see the weight: the step was added to it</source>
        <translation>它只给出步长而不接触权重：步长被加到了权重上</translation>
    </message>
    <message>
        <source>it gives back a step and doesn&apos;t see the weight: the step was taken from it</source>
        <translation>它只给出步长而不接触权重：步长被从权重中减去</translation>
    </message>
    <message>
        <source>I took it for code that takes sequences: it was given some of one step each</source>
        <translation>把它当作处理序列的代码：给它的序列每条只有一步</translation>
    </message>
    <message>
        <source>the momentum can&apos;t be set; yours is {0}</source>
        <translation>动量无法设置；你的是 {0}</translation>
    </message>
    <message>
        <source>is read from how far it moved</source>
        <translation>由它移动了多少读出</translation>
    </message>
    <message>
        <source>weights move by {0} times rate times gradient: taken for its optimiser&apos;s doing</source>
        <translation>权重移动了学习率乘梯度的 {0} 倍：视为它自己的优化器所为</translation>
    </message>
    <message>
        <source>{0} can&apos;t be above {1}: that they are clipped was allowed for</source>
        <translation>{0} 不会超过 {1}：已考虑到它们被裁剪</translation>
    </message>
    <message>
        <source>no exercise is known by a name in it</source>
        <translation>其中没有按名字认得的练习</translation>
    </message>
    <message>
        <source>; it has {0}: say which is which, CHECK = {{&quot;{1}&quot;: layer({2})}}</source>
        <translation>；其中有 {0}：请说明哪个是哪个，CHECK = {{&quot;{1}&quot;: layer({2})}}</translation>
    </message>
    <message>
        <source>holds the kernels laid out flat</source>
        <translation>存放的是摊平的卷积核</translation>
    </message>
    <message>
        <source>holds the weight with the bias as its last row or column</source>
        <translation>存放权重，偏置是它的最后一行或一列</translation>
    </message>
    <message>
        <source>holds the weight with the bias as its first row or column</source>
        <translation>存放权重，偏置是它的第一行或一列</translation>
    </message>
    <message>
        <source>a backward pass of single maps is tried with its forward pass only</source>
        <translation>单张特征图的反向传播只能和它的前向传播一起检查</translation>
    </message>
    <message>
        <source>it gives back probabilities, not the loss: only its gradient was checked</source>
        <translation>它返回的是概率而不是损失：只检查了它的梯度</translation>
    </message>
    <message>
        <source>it takes one image at a time: the mean over the batch was taken</source>
        <translation>它一次只接收一张图像：已对整批取平均</translation>
    </message>
    <message>
        <source>it gives nothing back</source>
        <translation>它什么也没有返回</translation>
    </message>
    <message>
        <source>{0} asks for {1} as well, and it isn&apos;t known what that is</source>
        <translation>{0} 还需要 {1}，而不知道那是什么</translation>
    </message>
    <message>
        <source>it gives a loss for each number: their mean was taken</source>
        <translation>它对每个数各给一个损失：已取平均</translation>
    </message>
    <message>
        <source>no backward pass was found</source>
        <translation>没有找到反向传播</translation>
    </message>
    <message>
        <source>{0} in use wasn&apos;t judged: nobody goes back there</source>
        <translation>没有评判使用时的 {0}：使用时没有人反向传播</translation>
    </message>
    <message>
        <source>wrong in {0} of {1} numbers ({2}); no mistake of the catalogue gives these</source>
        <translation>{1} 个数中有 {0} 个错误（{2}）；目录中没有哪个错误给出这样的结果</translation>
    </message>
    <message>
        <source>a size comes out as a fraction: // is meant, not / (which Python 2 took for it)</source>
        <translation>算出的尺寸是小数：这里应该用 // 而不是 /（Python 2 里 / 就是整除）</translation>
    </message>
    <message>
        <source>nothing is left of it: a slice like [p:-p] is empty for p = 0</source>
        <translation>什么也没剩下：p = 0 时像 [p:-p] 这样的切片是空的</translation>
    </message>
    <message>
        <source>wrong in {0} of {1} numbers; no mistake of the catalogue gives these</source>
        <translation>{1} 个数中有 {0} 个错误；目录中没有哪个错误给出这样的结果</translation>
    </message>
    <message>
        <source>only in the trial {0}</source>
        <translation>只在试验 {0}</translation>
    </message>
    <message>
        <source>only in the trials {0}</source>
        <translation>只在试验 {0}</translation>
    </message>
    <message>
        <source>max-pooling, ReLU and batch-norm; 99.3 % after 20 epochs</source>
        <translation>最大池化、ReLU 和批量归一化；20 轮之后为 99.3 %</translation>
    </message>
    <message>
        <source>{0}{1} is of a channel that is off: switch it on first</source>
        <translation>{0}{1} 属于已关闭的通道：请先打开它</translation>
    </message>
    <message>
        <source>about: marks are no texts with steps</source>
        <translation>about：marks 不是带步编号的文本</translation>
    </message>
    <message>
        <source>the size of a gradient is no longer a number</source>
        <translation>某个梯度的大小不再是数</translation>
    </message>
    <message>
        <source>half of it passes at exactly zero</source>
        <translation>恰好为零处放过一半</translation>
    </message>
    <message>
        <source>half of the gradient passes where the input is exactly zero</source>
        <translation>输入恰好为零的地方放过一半梯度</translation>
    </message>
    <message>
        <source>the slope overflows for large numbers</source>
        <translation>大数使斜率溢出</translation>
    </message>
    <message>
        <source>the slope is made of exp(-x), which overflows: at -1,000 it is not a number</source>
        <translation>斜率由 exp(-x) 算出，它会溢出：在 -1,000 处得到的不是数</translation>
    </message>
    <message>
        <source>What is exp(1000), and what is it divided by itself?</source>
        <translation>exp(1000) 是多少？它除以自己又是多少？</translation>
    </message>
    <message>
        <source>y (1 - y) is the same slope, made of an output that is never above 1.</source>
        <translation>y (1 - y) 是同一个斜率，由永远不超过 1 的输出算出。</translation>
    </message>
    <message>
        <source>the variance&apos;s path counts images only</source>
        <translation>方差那条路径只数了图像</translation>
    </message>
    <message>
        <source>the path through the variance is divided by the images, not by images times places</source>
        <translation>经过方差的路径除以图像数，而不是图像数乘位置数</translation>
    </message>
    <message>
        <source>Of how many numbers is the variance a mean?</source>
        <translation>方差是多少个数的平均？</translation>
    </message>
    <message>
        <source>A channel&apos;s variance is a mean over images and places, and so is its gradient.</source>
        <translation>一个通道的方差是对图像和位置的平均，它的梯度也是。</translation>
    </message>
    <message>
        <source>the kernel is turned along one axis only: its rows are right, its columns lie the wrong way round</source>
        <translation>卷积核只沿一个轴翻转：行是对的，列的方向反了</translation>
    </message>
    <message>
        <source>the kernel&apos;s rows lie the wrong way round</source>
        <translation>卷积核的行方向反了</translation>
    </message>
    <message>
        <source>the kernel is turned along one axis only: its columns are right, its rows lie the wrong way round</source>
        <translation>卷积核只沿一个轴翻转：列是对的，行的方向反了</translation>
    </message>
    <message>
        <source>the kernel is turned in all four axes</source>
        <translation>卷积核在全部四个轴上都被翻转</translation>
    </message>
    <message>
        <source>the kernel is turned in all four axes, channels too</source>
        <translation>卷积核在全部四个轴上都被翻转，连通道也翻转了</translation>
    </message>
    <message>
        <source>Which of W&apos;s four axes are places in the image, and which are channels?</source>
        <translation>W 的四个轴中，哪些是图像中的位置，哪些是通道？</translation>
    </message>
    <message>
        <source>Only rows and columns are turned; channels keep their order. np.flip without axes reverses every one.</source>
        <translation>只翻转行和列；通道保持原来的顺序。np.flip 不给轴时会把每个轴都翻转。</translation>
    </message>
    <message>
        <source>images and channels are mixed in dX</source>
        <translation>dX 中图像与通道混在一起</translation>
    </message>
    <message>
        <source>Turning by 180 degrees is no transposition: rows stay rows.</source>
        <translation>旋转 180 度不是转置：行仍然是行。</translation>
    </message>
    <message>
        <source>input and output channels are swapped</source>
        <translation>输入和输出通道对调了</translation>
    </message>
    <message>
        <source>the kernel&apos;s input and output channels are swapped</source>
        <translation>卷积核的输入和输出通道对调了</translation>
    </message>
    <message>
        <source>On the way back the sum runs over output channels: W is used with its first two axes exchanged, once.</source>
        <translation>反向时对输出通道求和：用 W 时前两个轴交换一次。</translation>
    </message>
    <message>
        <source>the weights move before dX is taken</source>
        <translation>取 dX 之前权重已移动</translation>
    </message>
    <message>
        <source>the weights move before dX is taken from them</source>
        <translation>在由权重取 dX 之前，权重已经移动</translation>
    </message>
    <message>
        <source>Which weights made this output: those before the update or those after it?</source>
        <translation>产生这个输出的是哪些权重：更新之前的还是之后的？</translation>
    </message>
    <message>
        <source>dX belongs to the weights that made the output. First all gradients, then the update.</source>
        <translation>dX 属于产生输出的权重。先求所有梯度，再更新。</translation>
    </message>
    <message>
        <source>the stride is forgotten on the way back</source>
        <translation>反向时忘了步幅</translation>
    </message>
    <message>
        <source>How far apart did the windows lie that made neighbouring outputs?</source>
        <translation>产生相邻输出的窗口相距多远？</translation>
    </message>
    <message>
        <source>With stride s the windows lie s pixels apart going back as well; between the numbers of dY there are s - 1 zeros.</source>
        <translation>步幅为 s 时，反向时窗口也相距 s 个像素；dY 的数之间有 s - 1 个零。</translation>
    </message>
    <message>
        <source>windows overwrite one another</source>
        <translation>窗口互相覆盖</translation>
    </message>
    <message>
        <source>overlapping windows overwrite one another instead of adding up</source>
        <translation>重叠的窗口互相覆盖，而不是相加</translation>
    </message>
    <message>
        <source>How many windows saw the pixel in the middle?</source>
        <translation>有多少个窗口看到过中间的像素？</translation>
    </message>
    <message>
        <source>A pixel under several windows gets a share from each: they add up.</source>
        <translation>在几个窗口之下的像素从每个窗口得到一份：它们相加。</translation>
    </message>
    <message>
        <source>col2im keeps the last, does not add</source>
        <translation>col2im 保留最后一个，没有相加</translation>
    </message>
    <message>
        <source>col2im keeps the last window instead of adding all</source>
        <translation>col2im 保留最后一个窗口，而不是全部相加</translation>
    </message>
    <message>
        <source>col2im is im2col backward: what was copied several times is added several times.</source>
        <translation>col2im 是 im2col 的反向：复制过几次就相加几次。</translation>
    </message>
    <message>
        <source>the border is cut off at the wrong side</source>
        <translation>边框切错了边</translation>
    </message>
    <message>
        <source>The gradient of the padded image has a border on all sides: cut p off at each.</source>
        <translation>填充后图像的梯度四边都有边框：每边切去 p。</translation>
    </message>
    <message>
        <source>a slice [p:-p] takes everything for p = 0</source>
        <translation>p = 0 时切片 [p:-p] 什么也不剩</translation>
    </message>
    <message>
        <source>the border is cut off with [p:-p], which leaves nothing for p = 0</source>
        <translation>用 [p:-p] 切掉边框，而 p = 0 时什么也不剩</translation>
    </message>
    <message>
        <source>-0 is 0, so [0:-0] is empty. Cut from p to p + H instead.</source>
        <translation>-0 就是 0，所以 [0:-0] 是空的。应当从 p 切到 p + H。</translation>
    </message>
    <message>
        <source>the border is not cut off</source>
        <translation>没有切去边框</translation>
    </message>
    <message>
        <source>the border of the padded image is not cut off</source>
        <translation>没有切去填充后图像的边框</translation>
    </message>
    <message>
        <source>dX has the shape of the image, without the border.</source>
        <translation>dX 的形状与图像相同，没有边框。</translation>
    </message>
    <message>
        <source>only the last output channel sends back</source>
        <translation>只有最后一个输出通道往回传</translation>
    </message>
    <message>
        <source>only the last output channel sends its gradient back</source>
        <translation>只有最后一个输出通道把梯度传回来</translation>
    </message>
    <message>
        <source>Every output channel used the pixel, so dX is a sum over them.</source>
        <translation>每个输出通道都用到这个像素，所以 dX 是对它们求和。</translation>
    </message>
    <message>
        <source>only the first output channel sends back</source>
        <translation>只有第一个输出通道往回传</translation>
    </message>
    <message>
        <source>only the first output channel sends its gradient back</source>
        <translation>只有第一个输出通道把梯度传回来</translation>
    </message>
    <message>
        <source>the mean over output channels is taken</source>
        <translation>对输出通道取了平均</translation>
    </message>
    <message>
        <source>the mean over output channels is taken, not the sum</source>
        <translation>对输出通道取了平均，而不是求和</translation>
    </message>
    <message>
        <source>The gradients of all outputs that used a pixel add up.</source>
        <translation>用到一个像素的所有输出的梯度相加。</translation>
    </message>
    <message>
        <source>input channels are mixed</source>
        <translation>输入通道混在一起</translation>
    </message>
    <message>
        <source>every input channel gets the gradient of all of them</source>
        <translation>每个输入通道都得到所有通道的梯度</translation>
    </message>
    <message>
        <source>Each input channel has its own kernel, and gets the gradient through that one alone.</source>
        <translation>每个输入通道有自己的卷积核，只通过它得到梯度。</translation>
    </message>
    <message>
        <source>the kernel&apos;s gradient is turned</source>
        <translation>卷积核的梯度被旋转</translation>
    </message>
    <message>
        <source>the kernel&apos;s gradient is turned by 180 degrees</source>
        <translation>卷积核的梯度被旋转了 180 度</translation>
    </message>
    <message>
        <source>dW[i, j] is made of the pixels at (p + i, q + j): no turning here, only in dX.</source>
        <translation>dW[i, j] 由 (p + i, q + j) 处的像素组成：这里不旋转，只有 dX 才旋转。</translation>
    </message>
    <message>
        <source>height and width are swapped</source>
        <translation>高和宽对调了</translation>
    </message>
    <message>
        <source>height and width of the kernel&apos;s gradient are swapped</source>
        <translation>卷积核梯度的高和宽对调了</translation>
    </message>
    <message>
        <source>dW has the kernel&apos;s shape and order of axes.</source>
        <translation>dW 的形状和轴的次序与卷积核相同。</translation>
    </message>
    <message>
        <source>the input is used without its border</source>
        <translation>用了没有边框的输入</translation>
    </message>
    <message>
        <source>the input without its border is used</source>
        <translation>用的是没有边框的输入</translation>
    </message>
    <message>
        <source>The kernel saw the padded image, so its gradient is made of that one.</source>
        <translation>卷积核看到的是填充后的图像，所以它的梯度也由它组成。</translation>
    </message>
    <message>
        <source>only the first image counts</source>
        <translation>只计第一张图像</translation>
    </message>
    <message>
        <source>only the first image of the batch counts</source>
        <translation>只计批次的第一张图像</translation>
    </message>
    <message>
        <source>The kernel is used by every image: their gradients add up.</source>
        <translation>卷积核用于每张图像：它们的梯度相加。</translation>
    </message>
    <message>
        <source>only the last image counts</source>
        <translation>只计最后一张图像</translation>
    </message>
    <message>
        <source>only the last image of the batch counts</source>
        <translation>只计批次的最后一张图像</translation>
    </message>
    <message>
        <source>The kernel is used by every image: with = in place of += only the last one is left.</source>
        <translation>卷积核用于每张图像：用 = 代替 += 就只剩最后一个。</translation>
    </message>
    <message>
        <source>only the first place counts</source>
        <translation>只计第一个位置</translation>
    </message>
    <message>
        <source>only the first place of each image counts</source>
        <translation>只计每张图像的第一个位置</translation>
    </message>
    <message>
        <source>The kernel is used at every place: their gradients add up.</source>
        <translation>卷积核用于每个位置：它们的梯度相加。</translation>
    </message>
    <message>
        <source>only the last place counts</source>
        <translation>只计最后一个位置</translation>
    </message>
    <message>
        <source>only the last place of each image counts</source>
        <translation>只计每张图像的最后一个位置</translation>
    </message>
    <message>
        <source>The kernel is used at every place: with = in place of += only the last one is left.</source>
        <translation>卷积核用于每个位置：用 = 代替 += 就只剩最后一个。</translation>
    </message>
    <message>
        <source>the stride is forgotten in dW</source>
        <translation>dW 中忘了步幅</translation>
    </message>
    <message>
        <source>the stride is forgotten: neighbouring places are read</source>
        <translation>忘了步幅：读的是相邻的位置</translation>
    </message>
    <message>
        <source>dW meets the pixels that the window saw: s apart.</source>
        <translation>dW 遇到的是窗口看到的像素：相距 s。</translation>
    </message>
    <message>
        <source>input channels are mixed in dW</source>
        <translation>dW 中输入通道混在一起</translation>
    </message>
    <message>
        <source>the input&apos;s channels are added up before dW is taken</source>
        <translation>取 dW 之前把输入的各通道加了起来</translation>
    </message>
    <message>
        <source>dW[o, c] is made of channel c alone.</source>
        <translation>dW[o, c] 只由通道 c 组成。</translation>
    </message>
    <message>
        <source>output channels are mixed in dW</source>
        <translation>dW 中输出通道混在一起</translation>
    </message>
    <message>
        <source>dY&apos;s channels are added up before dW is taken</source>
        <translation>取 dW 之前把 dY 的各通道加了起来</translation>
    </message>
    <message>
        <source>dW[o] is made of dY&apos;s channel o alone.</source>
        <translation>dW[o] 只由 dY 的通道 o 组成。</translation>
    </message>
    <message>
        <source>dW is transposed and reshaped into place</source>
        <translation>dW 转置后直接 reshape</translation>
    </message>
    <message>
        <source>the product comes out transposed and is reshaped into place</source>
        <translation>乘积出来是转置的，却直接 reshape</translation>
    </message>
    <message>
        <source>(C*k*k, O) has to be transposed to (O, C*k*k) before it is reshaped: reshape alone keeps the wrong order.</source>
        <translation>(C*k*k, O) 要先转置为 (O, C*k*k) 再 reshape：只 reshape 会保留错误的次序。</translation>
    </message>
    <message>
        <source>dW is a mean over places</source>
        <translation>dW 对位置取了平均</translation>
    </message>
    <message>
        <source>the mean over all places is taken, not the sum</source>
        <translation>对所有位置取了平均，而不是求和</translation>
    </message>
    <message>
        <source>The kernel is used at every place, and the gradients add up.</source>
        <translation>卷积核用于每个位置，梯度相加。</translation>
    </message>
    <message>
        <source>dW piles up from pass to pass</source>
        <translation>dW 一次次累积</translation>
    </message>
    <message>
        <source>dW piles up from one backward pass to the next</source>
        <translation>dW 从一次反向累积到下一次</translation>
    </message>
    <message>
        <source>db piles up from pass to pass</source>
        <translation>db 一次次累积</translation>
    </message>
    <message>
        <source>db piles up from one backward pass to the next</source>
        <translation>db 从一次反向累积到下一次</translation>
    </message>
    <message>
        <source>db is a mean over images and places</source>
        <translation>db 对图像和位置取了平均</translation>
    </message>
    <message>
        <source>The bias is added at every place of every image, so its gradient is the sum.</source>
        <translation>偏置加在每张图像的每个位置，所以它的梯度是总和。</translation>
    </message>
    <message>
        <source>db is a mean over places</source>
        <translation>db 对位置取了平均</translation>
    </message>
    <message>
        <source>The bias is added at every place, so its gradient is the sum.</source>
        <translation>偏置加在每个位置，所以它的梯度是总和。</translation>
    </message>
    <message>
        <source>only the first image counts in db</source>
        <translation>db 只计第一张图像</translation>
    </message>
    <message>
        <source>The bias is used by every image.</source>
        <translation>偏置用于每张图像。</translation>
    </message>
    <message>
        <source>only the last image counts in db</source>
        <translation>db 只计最后一张图像</translation>
    </message>
    <message>
        <source>db is summed over the wrong axes</source>
        <translation>db 沿错误的轴求和</translation>
    </message>
    <message>
        <source>the sum runs over the channels, and one number an image is left</source>
        <translation>对通道求了和，每张图像剩下一个数</translation>
    </message>
    <message>
        <source>There is one bias an output channel: sum over everything else, images, rows, columns.</source>
        <translation>每个输出通道一个偏置：对其余的都求和，即图像、行、列。</translation>
    </message>
    <message>
        <source>every bias gets the sum of all channels</source>
        <translation>每个偏置都得到所有通道之和</translation>
    </message>
    <message>
        <source>every bias gets the sum over all channels</source>
        <translation>每个偏置都得到对所有通道的和</translation>
    </message>
    <message>
        <source>columns of dX lie in another order</source>
        <translation>dX 的列矩阵顺序不同</translation>
    </message>
    <message>
        <source>rows of the columns are taken for (row, column, channel), though the weights lie in (channel, row, column)</source>
        <translation>列矩阵的行被当作（行、列、通道），而权重按（通道、行、列）排列</translation>
    </message>
    <message>
        <source>In which order do the rows of W.reshape(O, -1).T @ dY lie?</source>
        <translation>W.reshape(O, -1).T @ dY 的行按什么顺序排列？</translation>
    </message>
    <message>
        <source>columns of dW lie in another order</source>
        <translation>dW 的列矩阵顺序不同</translation>
    </message>
    <message>
        <source>the product&apos;s rows lie in the order (row, column, channel) and are reshaped to (channel, row, column)</source>
        <translation>乘积按（行、列、通道）排列，却重排成（通道、行、列）</translation>
    </message>
    <message>
        <source>In which order do the numbers of one window lie in your columns?</source>
        <translation>在你的列矩阵中，一个窗口的数按什么顺序排列？</translation>
    </message>
    <message>
        <source>dY is reshaped to (O, -1) for dX</source>
        <translation>为 dX 把 dY 直接重排成 (O, -1)</translation>
    </message>
    <message>
        <source>dY is reshaped from (images, channels, ...) to (channels, images and places) without swapping its axes</source>
        <translation>dY 没有交换轴就从（图像、通道、……）重排成（通道、图像与位置）</translation>
    </message>
    <message>
        <source>In which order do the axes of dY lie, before it is reshaped?</source>
        <translation>重排之前，dY 的轴按什么顺序排列？</translation>
    </message>
    <message>
        <source>dY is reshaped to (O, -1) for dW</source>
        <translation>为 dW 把 dY 直接重排成 (O, -1)</translation>
    </message>
    <message>
        <source>dY is reshaped to (O, -1) for db</source>
        <translation>为 db 把 dY 直接重排成 (O, -1)</translation>
    </message>
    <message>
        <source>the window of dX is one too small</source>
        <translation>dX 的窗口小了一格</translation>
    </message>
    <message>
        <source>the window&apos;s last row and column get no gradient</source>
        <translation>窗口的最后一行和最后一列没有得到梯度</translation>
    </message>
    <message>
        <source>the window of dW is one too small</source>
        <translation>dW 的窗口小了一格</translation>
    </message>
    <message>
        <source>the last row and column of dW stay 0</source>
        <translation>dW 的最后一行和最后一列一直是 0</translation>
    </message>
    <message>
        <source>the last output row is left out of dX</source>
        <translation>dX 漏掉了输出的最后一行</translation>
    </message>
    <message>
        <source>the last row of dY is left out</source>
        <translation>漏掉了 dY 的最后一行</translation>
    </message>
    <message>
        <source>range(n) already ends at n - 1: every output sends its gradient back, those of the last row and column too.</source>
        <translation>range(n) 本来就到 n - 1 为止：每个输出都把梯度传回去，最后一行和最后一列的也一样。</translation>
    </message>
    <message>
        <source>the last output column is left out of dX</source>
        <translation>dX 漏掉了输出的最后一列</translation>
    </message>
    <message>
        <source>the last column of dY is left out</source>
        <translation>漏掉了 dY 的最后一列</translation>
    </message>
    <message>
        <source>the last output row is left out of dW</source>
        <translation>dW 漏掉了输出的最后一行</translation>
    </message>
    <message>
        <source>the last output column is left out of dW</source>
        <translation>dW 漏掉了输出的最后一列</translation>
    </message>
    <message>
        <source>the last output row is left out of db</source>
        <translation>db 漏掉了输出的最后一行</translation>
    </message>
    <message>
        <source>the last output column is left out of db</source>
        <translation>db 漏掉了输出的最后一列</translation>
    </message>
    <message>
        <source>the window of dW begins one too late</source>
        <translation>dW 的窗口晚了一格</translation>
    </message>
    <message>
        <source>the window begins one row and one column too late</source>
        <translation>窗口晚了一行一列才开始</translation>
    </message>
    <message>
        <source>Which pixel did the first weight of the kernel meet in the window at (0, 0)?</source>
        <translation>在 (0, 0) 处的窗口里，卷积核的第一个权重遇到的是哪个像素？</translation>
    </message>
    <message>
        <source>dW meets the pixels that the window saw in forward: from s p on, without one more.</source>
        <translation>dW 遇到的是前向中窗口看到的像素：从 s p 开始，不再加一。</translation>
    </message>
    <message>
        <source>all of the border is cut off above and left</source>
        <translation>边框全从上方和左侧切掉</translation>
    </message>
    <message>
        <source>the whole border is cut off above and on the left</source>
        <translation>整个边框都从上方和左侧切掉</translation>
    </message>
    <message>
        <source>The gradient of the padded image has p rows above and p below that are no pixels: from p on, as many as the image has.</source>
        <translation>补边图像的梯度上方有 p 行、下方有 p 行不是像素：从 p 开始，取图像那么多行。</translation>
    </message>
    <message>
        <source>dX begins one row and column too late</source>
        <translation>dX 晚了一行一列才开始</translation>
    </message>
    <message>
        <source>the border is cut off one row and one column too far in</source>
        <translation>边框多往里切了一行一列</translation>
    </message>
    <message>
        <source>one row too much is cut off on each side</source>
        <translation>每边多切了一行</translation>
    </message>
    <message>
        <source>one row or column too much is cut off on each side</source>
        <translation>每边多切了一行或一列</translation>
    </message>
    <message>
        <source>Write the shape that comes out beside the one that should: which axis is still there, and which is gone?</source>
        <translation>把得到的形状写在应有的形状旁边：哪个轴还在，哪个没了？</translation>
    </message>
    <message>
        <source>a full convolution forgets the stride</source>
        <translation>全卷积忘了步长</translation>
    </message>
    <message>
        <source>dY is convolved with the turned kernel as it is, without s - 1 zeros between its numbers</source>
        <translation>dY 直接与翻转的卷积核做卷积，数与数之间没有插入 s - 1 个零</translation>
    </message>
    <message>
        <source>With stride s a full convolution needs dY with s - 1 zeros between its numbers, or dX comes out too small.</source>
        <translation>步长为 s 时，全卷积要求 dY 的数之间有 s - 1 个零，否则 dX 太小。</translation>
    </message>
    <message>
        <source>db is summed over images, channels and rows</source>
        <translation>db 对图像、通道和行求了和</translation>
    </message>
    <message>
        <source>the sum runs over images, channels and rows, and one number a column is left</source>
        <translation>对图像、通道和行求和，每列留下一个数</translation>
    </message>
    <message>
        <source>db isn&apos;t summed over the images</source>
        <translation>db 没有对图像求和</translation>
    </message>
    <message>
        <source>the sum runs over rows and columns alone, and one number an image and channel is left</source>
        <translation>只对行和列求和，每个图像的每个通道留下一个数</translation>
    </message>
    <message>
        <source>2 / sqrt(n) where sqrt(2 / n) is meant</source>
        <translation>该用 sqrt(2 / n) 的地方用了 2 / sqrt(n)</translation>
    </message>
    <message>
        <source>He&apos;s spread is the root of 2 / fan_in; with the 2 outside it is 1.4 times as large.</source>
        <translation>He 的标准差是 2 / fan_in 的平方根；把 2 放在根号外面，就成了 1.4 倍。</translation>
    </message>
    <message>
        <source>2 / fan_in is the variance; a normal generator takes the standard deviation.</source>
        <translation>2 / fan_in 是方差；正态分布生成器要的是标准差。</translation>
    </message>
    <message>
        <source>fan-in forgets the kernel&apos;s places</source>
        <translation>fan-in 忘了卷积核的位置</translation>
    </message>
    <message>
        <source>An output of a convolution has C * kH * kW inputs.</source>
        <translation>卷积的一个输出有 C * kH * kW 个输入。</translation>
    </message>
    <message>
        <source>fan-out is used</source>
        <translation>用了 fan-out</translation>
    </message>
    <message>
        <source>Going forward the number of inputs counts.</source>
        <translation>前向时要看的是输入的个数。</translation>
    </message>
    <message>
        <source>the 2 is forgotten</source>
        <translation>忘了 2</translation>
    </message>
    <message>
        <source>ReLU halves the variance, and the 2 makes up for it.</source>
        <translation>ReLU 使方差减半，这个 2 用来补偿。</translation>
    </message>
    <message>
        <source>fan-in and fan-out are swapped</source>
        <translation>fan-in 和 fan-out 对调了</translation>
    </message>
    <message>
        <source>Weights are (out, in, ...): the second axis is the inputs.</source>
        <translation>权重是 (out, in, ...)：第二个轴是输入。</translation>
    </message>
    <message>
        <source>the cosine is one step ahead</source>
        <translation>余弦早了一步</translation>
    </message>
    <message>
        <source>Work two steps out by hand for one weight: where do they part?</source>
        <translation>为一个权重手算两步：从哪里开始不同？</translation>
    </message>
    <message>
        <source>Step 0 has the full rate.</source>
        <translation>第 0 步用完整的学习率。</translation>
    </message>
    <message>
        <source>the cosine is one step behind</source>
        <translation>余弦晚了一步</translation>
    </message>
    <message>
        <source>Step 1 is at 1 / T of the way.</source>
        <translation>第 1 步在全程的 1 / T 处。</translation>
    </message>
    <message>
        <source>the cosine runs a whole turn</source>
        <translation>余弦走了整圈</translation>
    </message>
    <message>
        <source>Half a turn, pi, goes from the highest to the lowest.</source>
        <translation>半圈 pi，从最高走到最低。</translation>
    </message>
    <message>
        <source>the lowest rate is forgotten</source>
        <translation>忘了最低学习率</translation>
    </message>
    <message>
        <source>The rate ends at its floor.</source>
        <translation>学习率最后停在下限。</translation>
    </message>
    <message>
        <source>images are normalised by their own batch</source>
        <translation>图像按自己的批次归一化</translation>
    </message>
    <message>
        <source>An image must look the same in every batch: use the training set&apos;s mean.</source>
        <translation>一张图像在每个批次中都应是一样的：用训练集的均值。</translation>
    </message>
    <message>
        <source>the batch&apos;s own mean is taken away as well</source>
        <translation>又减去了批次自己的均值</translation>
    </message>
    <message>
        <source>An image must look the same in every batch: use the training set&apos;s mean only.</source>
        <translation>一张图像在每个批次中都应是一样的：只用训练集的均值。</translation>
    </message>
    <message>
        <source>images are normalised one by one</source>
        <translation>逐张图像归一化</translation>
    </message>
    <message>
        <source>Use the training set&apos;s mean, which is the same for all.</source>
        <translation>用训练集的均值，它对所有图像都一样。</translation>
    </message>
    <message>
        <source>whole-number division</source>
        <translation>整数除法</translation>
    </message>
    <message>
        <source>whole-number division makes pixels 0 or 1</source>
        <translation>整数除法使像素成为 0 或 1</translation>
    </message>
    <message>
        <source>// gives 0 or 1: most greys are lost. Convert first.</source>
        <translation>// 给出 0 或 1：大部分灰度丢失。请先转换类型。</translation>
    </message>
    <message>
        <source>bytes wrap round</source>
        <translation>字节回绕</translation>
    </message>
    <message>
        <source>the mean is taken away while pixels are still bytes, and they wrap round</source>
        <translation>像素还是字节时就减去均值，于是回绕</translation>
    </message>
    <message>
        <source>uint8 less a byte wraps round below 0. Convert first.</source>
        <translation>uint8 减一个字节，低于 0 就回绕。请先转换类型。</translation>
    </message>
    <message>
        <source>pixels stay between 0 and 255</source>
        <translation>像素仍在 0 到 255 之间</translation>
    </message>
    <message>
        <source>Inputs of some 100 want weights 100 times smaller.</source>
        <translation>一百左右的输入，需要的权重只有 1/100 那么大。</translation>
    </message>
    <message>
        <source>Inputs that are all positive push all weights of a unit in one direction.</source>
        <translation>全为正的输入会把一个单元的所有权重推向同一方向。</translation>
    </message>
    <message>
        <source>it is divided by the variance</source>
        <translation>除以了方差</translation>
    </message>
    <message>
        <source>Divide by the standard deviation.</source>
        <translation>应除以标准差。</translation>
    </message>
    <message>
        <source>black and white are swapped</source>
        <translation>黑和白对调了</translation>
    </message>
    <message>
        <source>MNIST is light on dark: 255 is ink.</source>
        <translation>MNIST 是深底浅字：255 是墨迹。</translation>
    </message>
    <message>
        <source>images are read transposed</source>
        <translation>图像转置着读</translation>
    </message>
    <message>
        <source>Rows come first.</source>
        <translation>先行后列。</translation>
    </message>
    <message>
        <source>the header is read as pixels</source>
        <translation>把文件头当成像素读</translation>
    </message>
    <message>
        <source>The first 16 bytes say what follows.</source>
        <translation>前 16 个字节说明后面是什么。</translation>
    </message>
    <message>
        <source>bytes are read as signed</source>
        <translation>字节按有符号读</translation>
    </message>
    <message>
        <source>Pixels above 127 become negative.</source>
        <translation>大于 127 的像素变成负数。</translation>
    </message>
    <message>
        <source>every epoch has the same order</source>
        <translation>每轮次序相同</translation>
    </message>
    <message>
        <source>every epoch visits the images in the same order</source>
        <translation>每轮都按同样的次序访问图像</translation>
    </message>
    <message>
        <source>With one order the same images always share a batch.</source>
        <translation>次序固定时，同样的图像总在同一个批次中。</translation>
    </message>
    <message>
        <source>images are drawn with replacement</source>
        <translation>有放回地抽取图像</translation>
    </message>
    <message>
        <source>some images come twice in an epoch, and others never</source>
        <translation>一轮中有些图像出现两次，有些从不出现</translation>
    </message>
    <message>
        <source>An epoch visits every image once: permutation, not choice.</source>
        <translation>一轮中每张图像访问一次：用 permutation，不用 choice。</translation>
    </message>
    <message>
        <source>what is kept is not scaled</source>
        <translation>保留的没有放大</translation>
    </message>
    <message>
        <source>what is kept is not scaled by 1 / (1 - p)</source>
        <translation>保留的没有乘以 1 / (1 - p)</translation>
    </message>
    <message>
        <source>Scaling by 1 / (1 - p) keeps the mean the same with and without dropout.</source>
        <translation>乘以 1 / (1 - p)，用不用丢弃法均值都一样。</translation>
    </message>
    <message>
        <source>what is kept is scaled by 1 / p</source>
        <translation>保留的乘以了 1 / p</translation>
    </message>
    <message>
        <source>p is the share that is dropped; what is left is 1 - p.</source>
        <translation>p 是丢弃的比例；剩下的是 1 - p。</translation>
    </message>
    <message>
        <source>p is the share that is kept</source>
        <translation>p 成了保留的比例</translation>
    </message>
    <message>
        <source>p is taken for the share that is kept</source>
        <translation>把 p 当成保留的比例</translation>
    </message>
    <message>
        <source>p is the share that is dropped, as in PyTorch (some frameworks mean the other one).</source>
        <translation>p 是丢弃的比例，与 PyTorch 相同（有些框架指的是保留的比例）。</translation>
    </message>
    <message>
        <source>normal numbers decide what is kept</source>
        <translation>用正态数决定保留什么</translation>
    </message>
    <message>
        <source>what is kept is decided by normal numbers (randn), not by uniform ones (rand)</source>
        <translation>决定保留什么的是正态分布的数（randn），而不是均匀分布的数（rand）</translation>
    </message>
    <message>
        <source>Count how many numbers are kept: is that the share that was asked for?</source>
        <translation>数一数保留了多少个数：是要求的比例吗？</translation>
    </message>
    <message>
        <source>A uniform number is below 0.7 in 70 % of all cases, a normal one in 76 %: below zero there is half of them already.</source>
        <translation>均匀分布的数有 70 % 小于 0.7，正态分布的数却有 76 %：光是小于零的就占一半。</translation>
    </message>
    <message>
        <source>backward forgets 1 / (1 - p)</source>
        <translation>反向忘了 1 / (1 - p)</translation>
    </message>
    <message>
        <source>backward forgets the factor 1 / (1 - p)</source>
        <translation>反向忘了因子 1 / (1 - p)</translation>
    </message>
    <message>
        <source>What was scaled going forward is scaled going back.</source>
        <translation>前向放大了的，反向也要放大。</translation>
    </message>
    <message>
        <source>backward is scaled by 1 / p</source>
        <translation>反向乘以了 1 / p</translation>
    </message>
    <message>
        <source>backward is multiplied by 1 - p</source>
        <translation>反向乘以了 1 - p</translation>
    </message>
    <message>
        <source>backward is multiplied by 1 - p, where forward divides by it</source>
        <translation>前向除以 1 - p，反向却乘以它</translation>
    </message>
    <message>
        <source>Backward repeats what forward did: the same mask, and the same division by 1 - p.</source>
        <translation>反向重复前向所做的：同一个掩码，同样除以 1 - p。</translation>
    </message>
    <message>
        <source>backward lets everything pass</source>
        <translation>反向让一切通过</translation>
    </message>
    <message>
        <source>What was dropped had no part in the output, and gets no gradient.</source>
        <translation>被丢弃的没有参与输出，得不到梯度。</translation>
    </message>
    <message>
        <source>backward draws a new mask</source>
        <translation>反向重新抽取掩码</translation>
    </message>
    <message>
        <source>The gradient goes through the very values that were kept.</source>
        <translation>梯度只经过当时保留的那些值。</translation>
    </message>
    <message>
        <source>in use the gradient is scaled</source>
        <translation>预测时梯度被缩放</translation>
    </message>
    <message>
        <source>In use nothing is dropped and nothing scaled.</source>
        <translation>预测时什么也不丢弃，什么也不缩放。</translation>
    </message>
    <message>
        <source>one mask serves the whole batch</source>
        <translation>整个批次用一个掩码</translation>
    </message>
    <message>
        <source>Every image has a mask of its own; one mask for all drops the same units for a whole step.</source>
        <translation>每张图像有自己的掩码；共用一个会使整步都丢弃同样的单元。</translation>
    </message>
    <message>
        <source>dropout goes on dropping in use</source>
        <translation>预测时仍在丢弃</translation>
    </message>
    <message>
        <source>In use every unit takes part.</source>
        <translation>预测时每个单元都参与。</translation>
    </message>
    <message>
        <source>in use it is multiplied by 1 - p</source>
        <translation>预测时乘以了 1 - p</translation>
    </message>
    <message>
        <source>That belongs to dropout without scaling in training; with 1 / (1 - p) there it is once too much.</source>
        <translation>那是训练时不放大的丢弃法的做法；训练时已乘 1 / (1 - p)，这就多了一次。</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>Passes what is positive; sends the gradient back where the input was positive.</source>
        <translation>让正数通过；把梯度传回输入为正的地方。</translation>
    </message>
    <message>
        <source>Which inputs had a part in the output, and with what slope?</source>
        <translation>哪些输入参与了输出，斜率各是多少？</translation>
    </message>
    <message>
        <source>The slope is 1 where x &gt; 0 and 0 elsewhere, at exactly 0 too.</source>
        <translation>x &gt; 0 处斜率是 1，其他是 0，恰好为 0 处也是 0。</translation>
    </message>
    <message>
        <source>Keep x in forward; in backward multiply dY by (x &gt; 0), in a new array.</source>
        <translation>前向时保存 x；反向时把 dY 乘以 (x &gt; 0)，放进新的数组。</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性层</translation>
    </message>
    <message>
        <source>Every output is a weighted sum of every input.</source>
        <translation>每个输出是所有输入的加权和。</translation>
    </message>
    <message>
        <source>y = x @ W.T + b: which shapes must dX, dW and db have?</source>
        <translation>y = x @ W.T + b：dX、dW 和 db 应是什么形状？</translation>
    </message>
    <message>
        <source>Each gradient is a product of dY with what it was multiplied by in forward.</source>
        <translation>每个梯度都是 dY 与前向时相乘的那个数的乘积。</translation>
    </message>
    <message>
        <source>dX = dY @ W, dW = dY.T @ x, db = dY.sum(axis=0).</source>
        <translation>dX = dY @ W，dW = dY.T @ x，db = dY.sum(axis=0)。</translation>
    </message>
    <message>
        <source>Softmax + cross-entropy</source>
        <translation>Softmax + 交叉熵</translation>
    </message>
    <message>
        <source>How far the logits are from the labels: minus the logarithm of the right class&apos;s probability, a mean.</source>
        <translation>logit 离标签有多远：正确类别概率的对数取负，再取平均。</translation>
    </message>
    <message>
        <source>What happens to e^z for z = 10,000, and what may be taken away from all logits without changing p?</source>
        <translation>z = 10,000 时 e^z 会怎样？可以从所有 logit 中减去什么而不改变 p？</translation>
    </message>
    <message>
        <source>log p = z - max - log(sum of e^(z - max)): no probability has to be 0.</source>
        <translation>log p = z - max - log(sum of e^(z - max))：没有概率必须是 0。</translation>
    </message>
    <message>
        <source>The gradient is (p - one_hot) / N.</source>
        <translation>梯度是 (p - one_hot) / N。</translation>
    </message>
    <message>
        <source>Max-pool</source>
        <translation>最大池化</translation>
    </message>
    <message>
        <source>Keeps the largest value of each window, and sends the gradient back to it alone.</source>
        <translation>保留每个窗口中最大的值，并只把梯度传回给它。</translation>
    </message>
    <message>
        <source>If the winner of a window grows a little, what does the output do, and what if another one does?</source>
        <translation>窗口的胜者略微增大，输出会怎样？若是另一个增大呢？</translation>
    </message>
    <message>
        <source>Of equal values the first wins; rows that fill no window get nothing; windows may overlap.</source>
        <translation>相等的值中第一个胜出；填不满窗口的行什么也得不到；窗口可以重叠。</translation>
    </message>
    <message>
        <source>Remember argmax of each window in forward; in backward add dY at that place of dX.</source>
        <translation>前向时记住每个窗口的 argmax；反向时把 dY 加到 dX 的那个位置。</translation>
    </message>
    <message>
        <source>Convolution, forward</source>
        <translation>卷积，前向</translation>
    </message>
    <message>
        <source>A small kernel slides over the image and multiplies what it sees.</source>
        <translation>一个小卷积核在图像上滑动，与看到的数相乘。</translation>
    </message>
    <message>
        <source>Which pixels does the window at (p, q) see, with stride s and a border of zeros?</source>
        <translation>步幅为 s、边框为零时，(p, q) 处的窗口看到哪些像素？</translation>
    </message>
    <message>
        <source>y[n, o, p, q] = b[o] + sum over c, i, j of W[o, c, i, j] * x[n, c, s*p + i, s*q + j], x with its border.</source>
        <translation>y[n, o, p, q] = b[o] + 对 c, i, j 求和 W[o, c, i, j] * x[n, c, s*p + i, s*q + j]，x 带边框。</translation>
    </message>
    <message>
        <source>Pad x, take its windows (sliding_window_view), and sum their products with W over c, i and j.</source>
        <translation>填充 x，取它的窗口（sliding_window_view），把与 W 的乘积对 c、i、j 求和。</translation>
    </message>
    <message>
        <source>Convolution, backward</source>
        <translation>卷积，反向</translation>
    </message>
    <message>
        <source>Each window gives its gradient back to the pixels it saw; each weight collects over all places.</source>
        <translation>每个窗口把梯度传回它看到的像素；每个权重在所有位置上收集。</translation>
    </message>
    <message>
        <source>Which output did the pixel in the corner take part in, and which weight did it meet there?</source>
        <translation>角上的像素参与了哪个输出，在那里遇到哪个权重？</translation>
    </message>
    <message>
        <source>Whatever was multiplied in forward: dX += W * dY at the same places, dW += x * dY, db += dY.</source>
        <translation>前向时相乘的：dX += W * dY，在同样的位置；dW += x * dY；db += dY。</translation>
    </message>
    <message>
        <source>For every place (i, j) of the kernel: dX_padded[:, c, i : i + s*oH : s, j : j + s*oW : s] += W[o, c, i, j] * dY[:, o]. Cut the border off.</source>
        <translation>对卷积核的每个位置 (i, j)：dX_padded[:, c, i : i + s*oH : s, j : j + s*oW : s] += W[o, c, i, j] * dY[:, o]。再切去边框。</translation>
    </message>
    <message>
        <source>In how many places of the output does one bias have a part, and with what slope?</source>
        <translation>一个偏置参与输出的多少个位置，斜率是多少？</translation>
    </message>
    <message>
        <source>It is added at every place of every image: its gradient is the sum of dY over images, rows and columns.</source>
        <translation>它加在每张图像的每个位置上：它的梯度是 dY 对图像、行和列求和。</translation>
    </message>
    <message>
        <source>db = dY.sum(axis=(0, 2, 3)), one number an output channel.</source>
        <translation>db = dY.sum(axis=(0, 2, 3))，每个输出通道一个数。</translation>
    </message>
    <message>
        <source>Batch-norm</source>
        <translation>批量归一化</translation>
    </message>
    <message>
        <source>Shifts and scales each channel so that the batch has mean 0 and variance 1.</source>
        <translation>平移和缩放每个通道，使批次的均值为 0、方差为 1。</translation>
    </message>
    <message>
        <source>If one number of the batch grows, which outputs change, and through what?</source>
        <translation>批次中一个数增大，哪些输出会变，通过什么？</translation>
    </message>
    <message>
        <source>Three paths: directly, through the mean, through the variance.</source>
        <translation>三条路径：直接地、通过均值、通过方差。</translation>
    </message>
    <message>
        <source>dX = gamma / std * (dY - mean(dY) - x_hat * mean(dY * x_hat)), the means over images and places.</source>
        <translation>dX = gamma / std * (dY - mean(dY) - x_hat * mean(dY * x_hat))，均值对图像和位置求。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>丢弃法</translation>
    </message>
    <message>
        <source>In training each value is left out with probability p, and what is kept is scaled up.</source>
        <translation>训练时每个值以概率 p 被丢弃，保留的放大。</translation>
    </message>
    <message>
        <source>What should the mean of the output be, with and without dropout?</source>
        <translation>用和不用丢弃法，输出的均值应当是什么？</translation>
    </message>
    <message>
        <source>Each image has a mask of its own; what is kept is divided by 1 - p, forward and backward alike.</source>
        <translation>每张图像有自己的掩码；保留的除以 1 - p，前向和反向都一样。</translation>
    </message>
    <message>
        <source>mask = rng.random(x.shape) &gt;= p; y = x * mask / (1 - p); dX = dY * mask / (1 - p).</source>
        <translation>mask = rng.random(x.shape) &gt;= p；y = x * mask / (1 - p)；dX = dY * mask / (1 - p)。</translation>
    </message>
    <message>
        <source>SGD with momentum</source>
        <translation>带动量的 SGD</translation>
    </message>
    <message>
        <source>Steps against the gradient, and goes on a little in the direction of the steps before.</source>
        <translation>沿梯度的反方向走，并沿之前各步的方向再走一点。</translation>
    </message>
    <message>
        <source>What has to be remembered from one step to the next, and for each parameter?</source>
        <translation>从一步到下一步要记住什么，每个参数各记什么？</translation>
    </message>
    <message>
        <source>The whole LeNet</source>
        <translation>整个 LeNet</translation>
    </message>
    <message>
        <source>All layers in a row: conv, pool, relu, twice; conv, flatten, linear, relu, linear.</source>
        <translation>所有层依次排列：conv、pool、relu，两遍；conv、flatten、linear、relu、linear。</translation>
    </message>
    <message>
        <source>What does each layer need from the one before it going forward, and from the one after it going back?</source>
        <translation>前向时每一层需要前一层的什么，反向时需要后一层的什么？</translation>
    </message>
    <message>
        <source>Going back the layers come in the reverse order, each with what it kept in forward.</source>
        <translation>反向时各层按相反的次序，各用自己前向时保存的东西。</translation>
    </message>
    <message>
        <source>for layer in layers: x = layer.forward(x); for layer in reversed(layers): dY = layer.backward(dY).</source>
        <translation>for layer in layers: x = layer.forward(x)；for layer in reversed(layers): dY = layer.backward(dY)。</translation>
    </message>
    <message>
        <source>Batch-norm&apos;s three paths</source>
        <translation>批量归一化的三条路径</translation>
    </message>
    <message>
        <source>Why batch-norm&apos;s dX has three terms: x acts directly, through the mean and through the variance.</source>
        <translation>批归一化的 dX 为什么有三项：x 直接起作用，也通过均值和方差起作用。</translation>
    </message>
    <message>
        <source>Hold mean and variance still: what is dX then, and what does each of them add when it moves too?</source>
        <translation>先固定均值和方差：这时 dX 是什么？它们各自也变化时，又各加上什么？</translation>
    </message>
    <message>
        <source>A number of x moves the mean by 1 / M and the variance by 2 (x - mean) / M, M numbers in a channel.</source>
        <translation>x 中的一个数使均值变化 1 / M，使方差变化 2 (x - mean) / M，一个通道有 M 个数。</translation>
    </message>
    <message>
        <source>direct = gamma / std * dY; the other two are -mean(direct) and -x_hat * mean(direct * x_hat), over images and places.</source>
        <translation>direct = gamma / std * dY；另外两项是 -mean(direct) 和 -x_hat * mean(direct * x_hat)，对图像和位置取平均。</translation>
    </message>
    <message>
        <source>The turned kernel</source>
        <translation>旋转的卷积核</translation>
    </message>
    <message>
        <source>A convolution&apos;s dX is a convolution of dY, with another kernel: which one?</source>
        <translation>卷积的 dX 也是对 dY 的卷积，只是用另一个卷积核：哪一个？</translation>
    </message>
    <message>
        <source>Which outputs did the pixel in the corner take part in, and which weight did it meet in each?</source>
        <translation>角上的像素参与了哪些输出，在每个输出中遇到哪个权重？</translation>
    </message>
    <message>
        <source>What slides forward over x meets a pixel last with its first weight; dX sums over output channels.</source>
        <translation>在 x 上向前滑动的卷积核，最后才用第一个权重遇到一个像素；dX 对输出通道求和。</translation>
    </message>
    <message>
        <source>kernel = W turned by 180 degrees, its first two axes swapped; dY gets a border of k - 1 zeros on each side.</source>
        <translation>kernel = W 旋转 180 度，并交换前两个轴；dY 每边加 k - 1 个零的边。</translation>
    </message>
    <message>
        <source>Softmax, then the loss</source>
        <translation>先 softmax，再损失</translation>
    </message>
    <message>
        <source>Why softmax with cross-entropy has the gradient (p - one_hot) / N: each step by itself.</source>
        <translation>softmax 加交叉熵的梯度为什么是 (p - one_hot) / N：逐步推导。</translation>
    </message>
    <message>
        <source>The loss looks at one probability of each image: what is the slope of -log(p) there, and elsewhere?</source>
        <translation>损失只看每张图像的一个概率：-log(p) 在那里的斜率是多少，在别处呢？</translation>
    </message>
    <message>
        <source>Each logit moves all probabilities: dp_i / dz_j is p_i (1 - p_i) for i = j and -p_i p_j otherwise.</source>
        <translation>每个 logit 会改变所有概率：i = j 时 dp_i / dz_j 是 p_i (1 - p_i)，否则是 -p_i p_j。</translation>
    </message>
    <message>
        <source>dp = -1 / (N p) at the label, else 0; dX = p * (dp - sum(dp * p)), the sum over an image&apos;s classes.</source>
        <translation>标签处 dp = -1 / (N p)，别处为 0；dX = p * (dp - sum(dp * p))，对一张图像的类别求和。</translation>
    </message>
    <message>
        <source>channels are laid last, both ways</source>
        <translation>两个方向都把通道放在最后</translation>
    </message>
    <message>
        <source>channels are laid last, forward and backward</source>
        <translation>前向和反向都把通道放在最后</translation>
    </message>
    <message>
        <source>Channel by channel, row by row: weights of a linear layer after it count on that order.</source>
        <translation>逐通道、逐行：其后线性层的权重依赖这个次序。</translation>
    </message>
    <message>
        <source>channels are laid last in forward only</source>
        <translation>只在前向把通道放在最后</translation>
    </message>
    <message>
        <source>channels are laid last</source>
        <translation>通道放在最后</translation>
    </message>
    <message>
        <source>Channel by channel, row by row: the way back takes them so, too.</source>
        <translation>逐通道、逐行：反向也按这个次序。</translation>
    </message>
    <message>
        <source>rows and columns are swapped</source>
        <translation>行和列对调了</translation>
    </message>
    <message>
        <source>Row by row, as the image lies in memory.</source>
        <translation>逐行，按图像在内存中的次序。</translation>
    </message>
    <message>
        <source>it runs in Fortran&apos;s order</source>
        <translation>按 Fortran 次序</translation>
    </message>
    <message>
        <source>values are laid in Fortran&apos;s order</source>
        <translation>数值按 Fortran 次序排列</translation>
    </message>
    <message>
        <source>order=&quot;F&quot; runs through the first axes first.</source>
        <translation>order=&quot;F&quot; 先走前面的轴。</translation>
    </message>
    <message>
        <source>images are mixed</source>
        <translation>图像混在一起</translation>
    </message>
    <message>
        <source>values of different images are mixed in a row</source>
        <translation>不同图像的值混在一行中</translation>
    </message>
    <message>
        <source>The first axis stays the batch: reshape (N, C, H, W), not (C, H, W, N).</source>
        <translation>第一个轴始终是批次：reshape 的是 (N, C, H, W)，不是 (C, H, W, N)。</translation>
    </message>
    <message>
        <source>backward takes channels for last</source>
        <translation>反向把通道当成最后一个轴</translation>
    </message>
    <message>
        <source>The way back is the way forward in reverse.</source>
        <translation>反向就是前向倒着走。</translation>
    </message>
    <message>
        <source>backward runs in Fortran&apos;s order</source>
        <translation>反向按 Fortran 次序</translation>
    </message>
    <message>
        <source>dW uses what was before the activation</source>
        <translation>dW 用了激活函数之前的值</translation>
    </message>
    <message>
        <source>the values before the activation are used where those after it are meant</source>
        <translation>该用激活函数之后的值，却用了之前的</translation>
    </message>
    <message>
        <source>Each layer&apos;s weights met the activation&apos;s output; keep that one for dW.</source>
        <translation>每一层的权重遇到的是激活函数的输出；dW 要用它。</translation>
    </message>
    <message>
        <source>the activations are left out going back</source>
        <translation>反向漏掉了激活函数</translation>
    </message>
    <message>
        <source>the activations are left out on the way back</source>
        <translation>返回途中漏掉了激活函数</translation>
    </message>
    <message>
        <source>Every layer of forward has its turn in backward.</source>
        <translation>前向的每一层在反向都要轮到。</translation>
    </message>
    <message>
        <source>the last activation is left out going back</source>
        <translation>反向漏掉了最后一个激活函数</translation>
    </message>
    <message>
        <source>the activation after fc4 is left out on the way back</source>
        <translation>返回途中漏掉了 fc4 之后的激活函数</translation>
    </message>
    <message>
        <source>one image&apos;s mask serves all</source>
        <translation>一张图像的掩码用于全部</translation>
    </message>
    <message>
        <source>the activation&apos;s mask of the first image serves the whole batch</source>
        <translation>第一张图像的激活掩码用于整个批次</translation>
    </message>
    <message>
        <source>Each image has a mask of its own.</source>
        <translation>每张图像有自己的掩码。</translation>
    </message>
    <message>
        <source>logits go through an activation</source>
        <translation>logit 经过了激活函数</translation>
    </message>
    <message>
        <source>the logits go through a ReLU</source>
        <translation>logit 经过了 ReLU</translation>
    </message>
    <message>
        <source>The last layer gives logits as they are; ReLU would cut half of them off.</source>
        <translation>最后一层直接给出 logit；ReLU 会截去一半。</translation>
    </message>
    <message>
        <source>an activation too many after conv3</source>
        <translation>conv3 之后多了一个激活函数</translation>
    </message>
    <message>
        <source>there is an activation after conv3</source>
        <translation>conv3 之后有一个激活函数</translation>
    </message>
    <message>
        <source>In this network conv3 is followed by flatten and fc4.</source>
        <translation>在这个网络中，conv3 之后是 flatten 和 fc4。</translation>
    </message>
    <message>
        <source>the mean is pooled, not the largest</source>
        <translation>池化取平均，而不是最大</translation>
    </message>
    <message>
        <source>This network&apos;s pooling is max-pooling.</source>
        <translation>这个网络的池化是最大池化。</translation>
    </message>
    <message>
        <source>gradients are divided by the batch again</source>
        <translation>梯度又除以了一次批次大小</translation>
    </message>
    <message>
        <source>the weights&apos; gradients are divided by the batch, though the loss did it</source>
        <translation>权重的梯度除以了批次大小，而损失已经除过</translation>
    </message>
    <message>
        <source>The mean is taken once, in the loss.</source>
        <translation>平均只取一次，在损失中。</translation>
    </message>
    <message>
        <source>Each output has one number of its own that is added.</source>
        <translation>每个输出有自己的一个数，要加上。</translation>
    </message>
    <message>
        <source>the weights are not transposed</source>
        <translation>权重没有转置</translation>
    </message>
    <message>
        <source>W is (out, in), x is (N, in): x @ W.T. With as many outputs as inputs the other order runs too, and is wrong.</source>
        <translation>W 是 (out, in)，x 是 (N, in)：x @ W.T。输出数与输入数相同时，另一种次序也能运行，但是错的。</translation>
    </message>
    <message>
        <source>the sum is divided by the inputs</source>
        <translation>总和除以了输入数</translation>
    </message>
    <message>
        <source>the sum is divided by the number of inputs</source>
        <translation>总和除以了输入的个数</translation>
    </message>
    <message>
        <source>A linear layer adds its inputs up; it takes no mean.</source>
        <translation>线性层把输入相加；它不取平均。</translation>
    </message>
    <message>
        <source>a batch of one loses its axis</source>
        <translation>一张图像的批次丢了轴</translation>
    </message>
    <message>
        <source>a batch of one image loses its first axis</source>
        <translation>一张图像的批次丢了第一个轴</translation>
    </message>
    <message>
        <source>squeeze() drops every axis of length 1, also the batch&apos;s. A batch of one is still a batch.</source>
        <translation>squeeze() 去掉每个长度为 1 的轴，批次的也不例外。一张图像的批次仍是批次。</translation>
    </message>
    <message>
        <source>dX has the wrong sign</source>
        <translation>dX 的符号错了</translation>
    </message>
    <message>
        <source>The signs are W&apos;s own: nothing turns them round.</source>
        <translation>符号是 W 自己的：没有什么把它反过来。</translation>
    </message>
    <message>
        <source>the weights are transposed once too often</source>
        <translation>权重多转置了一次</translation>
    </message>
    <message>
        <source>the weights are transposed</source>
        <translation>权重被转置</translation>
    </message>
    <message>
        <source>dY is (N, out), W (out, in): dY @ W is (N, in). With as many outputs as inputs the other order runs too.</source>
        <translation>dY 是 (N, out)，W 是 (out, in)：dY @ W 是 (N, in)。输出数与输入数相同时，另一种次序也能运行。</translation>
    </message>
    <message>
        <source>dX is divided by the outputs</source>
        <translation>dX 除以了输出数</translation>
    </message>
    <message>
        <source>it is divided by the number of outputs</source>
        <translation>除以了输出的个数</translation>
    </message>
    <message>
        <source>The gradients of all outputs that used an input add up.</source>
        <translation>用到一个输入的所有输出的梯度相加。</translation>
    </message>
    <message>
        <source>every image gets the mean gradient</source>
        <translation>每张图像都得到平均梯度</translation>
    </message>
    <message>
        <source>every image gets the mean of the batch&apos;s gradients</source>
        <translation>每张图像都得到批次梯度的平均</translation>
    </message>
    <message>
        <source>Each image has an input of its own and a gradient of its own.</source>
        <translation>每张图像有自己的输入和自己的梯度。</translation>
    </message>
    <message>
        <source>dX is multiplied by the input</source>
        <translation>dX 乘以了输入</translation>
    </message>
    <message>
        <source>y = x W + b is linear in x: its slope is W, whatever x is.</source>
        <translation>y = x W + b 对 x 是线性的：斜率是 W，与 x 无关。</translation>
    </message>
    <message>
        <source>Which number stands in row 0, column 1 of x.T @ dY, and where does reshape put it?</source>
        <translation>x.T @ dY 的第 0 行第 1 列是哪个数，reshape 又把它放到哪里？</translation>
    </message>
    <message>
        <source>x.T @ dY has the shape (in, out); reshape gives it the right shape with the wrong numbers. Transpose it.</source>
        <translation>x.T @ dY 的形状是 (in, out)；reshape 使形状对了，数却错了。请转置它。</translation>
    </message>
    <message>
        <source>The weights are used by every image: with = in place of += only the last one is left.</source>
        <translation>权重用于每张图像：用 = 代替 += 就只剩最后一个。</translation>
    </message>
    <message>
        <source>The weights are used by every image.</source>
        <translation>权重用于每张图像。</translation>
    </message>
    <message>
        <source>dY is multiplied by the output first</source>
        <translation>dY 先乘以了输出</translation>
    </message>
    <message>
        <source>The layer is linear: its output doesn&apos;t enter its gradient (an activation&apos;s does).</source>
        <translation>这一层是线性的：它的输出不进入梯度（激活函数的才会）。</translation>
    </message>
    <message>
        <source>dW has the wrong sign</source>
        <translation>dW 的符号错了</translation>
    </message>
    <message>
        <source>The optimiser subtracts the gradient; the layer doesn&apos;t turn it round.</source>
        <translation>减去梯度的是优化器；层不把它反号。</translation>
    </message>
    <message>
        <source>dY and x are added up before the product</source>
        <translation>求积之前先把 dY 和 x 相加</translation>
    </message>
    <message>
        <source>images are added up before the product is taken</source>
        <translation>取乘积之前先把各图像加了起来</translation>
    </message>
    <message>
        <source>The product is made image by image, and then added: a product of sums mixes images.</source>
        <translation>乘积逐张图像求，然后再相加：和的乘积会把图像混在一起。</translation>
    </message>
    <message>
        <source>the weights are added to dW</source>
        <translation>dW 中加上了权重</translation>
    </message>
    <message>
        <source>Weight decay is the optimiser&apos;s business, and comes with a small factor.</source>
        <translation>权重衰减是优化器的事，并带有一个小系数。</translation>
    </message>
    <message>
        <source>db is multiplied by the outputs</source>
        <translation>db 乘以了输出</translation>
    </message>
    <message>
        <source>the gradient is multiplied by the outputs first</source>
        <translation>梯度先乘以了输出</translation>
    </message>
    <message>
        <source>The bias is added: its slope is 1, so db is dY summed.</source>
        <translation>偏置是加上的：斜率是 1，所以 db 是 dY 之和。</translation>
    </message>
    <message>
        <source>db is summed over the wrong axis</source>
        <translation>db 沿错误的轴求和</translation>
    </message>
    <message>
        <source>the sum runs over the outputs, and one number an image is left</source>
        <translation>对输出求了和，每张图像剩下一个数</translation>
    </message>
    <message>
        <source>There is one bias an output: sum over images, axis 0.</source>
        <translation>每个输出一个偏置：对图像求和，即轴 0。</translation>
    </message>
    <message>
        <source>db is a mean over images</source>
        <translation>db 对图像取了平均</translation>
    </message>
    <message>
        <source>the mean over images is taken, not the sum</source>
        <translation>对图像取了平均，而不是求和</translation>
    </message>
    <message>
        <source>The mean over the batch is taken once, in the loss; after it everything is a sum.</source>
        <translation>对批次的平均只取一次，在损失中；之后一切都是求和。</translation>
    </message>
    <message>
        <source>every bias gets the sum of all outputs</source>
        <translation>每个偏置都得到所有输出之和</translation>
    </message>
    <message>
        <source>every bias gets the sum over all outputs</source>
        <translation>每个偏置都得到对所有输出的和</translation>
    </message>
    <message>
        <source>There is one bias an output: sum over images only.</source>
        <translation>每个输出一个偏置：只对图像求和。</translation>
    </message>
    <message>
        <source>db is 1 everywhere</source>
        <translation>db 处处是 1</translation>
    </message>
    <message>
        <source>dY is left out, and every number is 1</source>
        <translation>漏掉了 dY，每个数都是 1</translation>
    </message>
    <message>
        <source>The bias&apos;s own slope is 1; it still has to be multiplied by dY.</source>
        <translation>偏置自己的斜率是 1；还要乘以 dY。</translation>
    </message>
    <message>
        <source>the sum over the batch is taken</source>
        <translation>对批次求了和</translation>
    </message>
    <message>
        <source>the sum over the batch is taken, not the mean</source>
        <translation>对批次求了和，而不是取平均</translation>
    </message>
    <message>
        <source>With a mean the learning rate doesn&apos;t depend on the size of the batch.</source>
        <translation>取平均时，学习率不依赖批次大小。</translation>
    </message>
    <message>
        <source>the loss is divided by the batch twice</source>
        <translation>损失除以了两次批次大小</translation>
    </message>
    <message>
        <source>mean() has divided already.</source>
        <translation>mean() 已经除过了。</translation>
    </message>
    <message>
        <source>the loss has the wrong sign</source>
        <translation>损失的符号错了</translation>
    </message>
    <message>
        <source>Logarithms of probabilities are negative: the loss is minus their mean.</source>
        <translation>概率的对数是负的：损失是它们的平均取负。</translation>
    </message>
    <message>
        <source>the logarithm to base 10 is taken</source>
        <translation>取了以 10 为底的对数</translation>
    </message>
    <message>
        <source>The natural logarithm is meant; p - y is the gradient of that one.</source>
        <translation>应取自然对数；p - y 是它的梯度。</translation>
    </message>
    <message>
        <source>the logarithm to base 2 is taken</source>
        <translation>取了以 2 为底的对数</translation>
    </message>
    <message>
        <source>a small number guards the logarithm</source>
        <translation>用一个小数保护对数</translation>
    </message>
    <message>
        <source>a small number guards the logarithm (added to the probabilities, or clipping them)</source>
        <translation>用一个小数保护对数（加到概率上，或截断概率）</translation>
    </message>
    <message>
        <source>Adding to p or clipping it avoids log(0), but changes the loss and hides how wrong an answer is; z - log(sum of e^z) needs no guard.</source>
        <translation>给 p 加上一点或截断它能避免 log(0)，但改变了损失，也掩盖了答案错得多厉害；z - log(sum of e^z) 不需要保护。</translation>
    </message>
    <message>
        <source>the logarithm is taken of a probability that is zero</source>
        <translation>对为零的概率取了对数</translation>
    </message>
    <message>
        <source>A probability far behind is 0 in the computer, its logarithm minus infinity.</source>
        <translation>远远落后的概率在计算机中是 0，它的对数是负无穷。</translation>
    </message>
    <message>
        <source>the largest logit stays in</source>
        <translation>没有减去最大的 logit</translation>
    </message>
    <message>
        <source>large logits overflow because the largest is not taken away first</source>
        <translation>大的 logit 溢出，因为没有先减去最大的</translation>
    </message>
    <message>
        <source>e^1,000 is infinite. Taking the largest logit away first changes nothing else.</source>
        <translation>e^1,000 是无穷大。先减去最大的 logit，其他什么也不改变。</translation>
    </message>
    <message>
        <source>softmax runs over the batch</source>
        <translation>softmax 沿批次计算</translation>
    </message>
    <message>
        <source>softmax is taken over the images, not over the classes</source>
        <translation>softmax 对图像计算，而不是对类别</translation>
    </message>
    <message>
        <source>Probabilities of one image add up to 1: softmax along its classes, axis 1.</source>
        <translation>一张图像的概率之和为 1：softmax 沿它的类别，即轴 1。</translation>
    </message>
    <message>
        <source>e^z is added up over the images</source>
        <translation>e^z 对图像求了和</translation>
    </message>
    <message>
        <source>the sum of e^z runs over the images (axis 0), though the largest is taken away along the classes</source>
        <translation>e^z 的和沿图像（轴 0）求，而最大值是沿类别减去的</translation>
    </message>
    <message>
        <source>What should the probabilities of one image add up to, and what do yours?</source>
        <translation>一个图像的概率之和应是多少？你的是多少？</translation>
    </message>
    <message>
        <source>Probabilities of one image add up to 1: the sum of e^z runs along its classes, axis 1, with keepdims.</source>
        <translation>一个图像的概率之和为 1：e^z 的和沿它的类别（轴 1）求，带 keepdims。</translation>
    </message>
    <message>
        <source>softmax runs over the whole batch</source>
        <translation>softmax 对整个批量进行</translation>
    </message>
    <message>
        <source>softmax is taken over the whole batch: all probabilities together add up to 1</source>
        <translation>softmax 对整个批量进行：所有概率加起来才是 1</translation>
    </message>
    <message>
        <source>e^z is added up over the whole batch</source>
        <translation>e^z 对整个批量求了和</translation>
    </message>
    <message>
        <source>the sum of e^z runs over the whole batch, though the largest is taken away along the classes</source>
        <translation>e^z 的和对整个批量求，而最大值是沿类别减去的</translation>
    </message>
    <message>
        <source>softmax is taken twice</source>
        <translation>softmax 用了两次</translation>
    </message>
    <message>
        <source>The loss takes logits: a softmax at the end of the network comes on top of its own.</source>
        <translation>损失接受的是 logit：网络末尾的 softmax 会与它自己的叠加。</translation>
    </message>
    <message>
        <source>every image meets every label</source>
        <translation>每张图像都遇到每个标签</translation>
    </message>
    <message>
        <source>How many numbers has log_p[:, y], and how many should be added?</source>
        <translation>log_p[:, y] 有多少个数，应当加多少个？</translation>
    </message>
    <message>
        <source>log_p[:, y] takes all rows for each label: an N x N table. Pair each row with its own label.</source>
        <translation>log_p[:, y] 对每个标签都取所有行：得到 N x N 的表。应把每行与自己的标签配对。</translation>
    </message>
    <message>
        <source>the logarithm is forgotten</source>
        <translation>忘了对数</translation>
    </message>
    <message>
        <source>Cross-entropy is minus the logarithm of the right class&apos;s probability.</source>
        <translation>交叉熵是正确类别概率的对数取负。</translation>
    </message>
    <message>
        <source>wrong classes count with log(1 - p)</source>
        <translation>错误的类别按 log(1 - p) 计入</translation>
    </message>
    <message>
        <source>That is the loss of ten yes-or-no questions; of ten classes only the right one counts.</source>
        <translation>那是十个是非题的损失；十个类别中只计正确的那一个。</translation>
    </message>
    <message>
        <source>0 times the logarithm of 0 is added</source>
        <translation>加上了 0 乘以 0 的对数</translation>
    </message>
    <message>
        <source>0 times log(0), which is not a number, is added for wrong classes</source>
        <translation>对错误的类别加上了 0 乘以 log(0)，那不是数</translation>
    </message>
    <message>
        <source>0 times minus infinity is not a number: a wrong class whose probability is 0 spoils the whole sum. Take only the right classes out.</source>
        <translation>0 乘以负无穷不是数：概率为 0 的错误类别会毁掉整个和。只取正确的类别。</translation>
    </message>
    <message>
        <source>the sum&apos;s logarithm is not taken</source>
        <translation>没有对和取对数</translation>
    </message>
    <message>
        <source>the sum of the exponentials is taken away without its logarithm</source>
        <translation>减去了指数的和，而没有取它的对数</translation>
    </message>
    <message>
        <source>log softmax is z - log(sum(exp(z))): the sum goes through the logarithm too.</source>
        <translation>log softmax 是 z - log(sum(exp(z)))：和也要取对数。</translation>
    </message>
    <message>
        <source>the loss is divided by the classes</source>
        <translation>损失除以了类别数</translation>
    </message>
    <message>
        <source>the loss is divided by the number of classes as well</source>
        <translation>损失还除以了类别的个数</translation>
    </message>
    <message>
        <source>mean() over the one-hot table divides by N * K.</source>
        <translation>对 one-hot 表用 mean() 会除以 N * K。</translation>
    </message>
    <message>
        <source>label smoothing is missing in the loss</source>
        <translation>损失中缺少标签平滑</translation>
    </message>
    <message>
        <source>With smoothing s the target is (1 - s) for the right class and s / K for all.</source>
        <translation>平滑为 s 时，正确类别的目标是 (1 - s)，并给所有类别各 s / K。</translation>
    </message>
    <message>
        <source>label smoothing is missing in the gradient</source>
        <translation>梯度中缺少标签平滑</translation>
    </message>
    <message>
        <source>The gradient is p less the smoothed target.</source>
        <translation>梯度是 p 减去平滑后的目标。</translation>
    </message>
    <message>
        <source>smoothing is shared among the others only</source>
        <translation>平滑只分给其他类别</translation>
    </message>
    <message>
        <source>label smoothing is shared among the other classes only</source>
        <translation>标签平滑只分给其他类别</translation>
    </message>
    <message>
        <source>s / K goes to every class, the right one too; s / (K - 1) is another convention.</source>
        <translation>s / K 分给每个类别，包括正确的；s / (K - 1) 是另一种约定。</translation>
    </message>
    <message>
        <source>the gradient isn&apos;t divided by the batch</source>
        <translation>梯度没有除以批次大小</translation>
    </message>
    <message>
        <source>the loss is a mean, but its gradient is not divided by the batch</source>
        <translation>损失是平均，它的梯度却没有除以批次大小</translation>
    </message>
    <message>
        <source>If the batch is doubled by repeating it, what does the mean loss do, and what should the gradient of one image do?</source>
        <translation>把批次重复一遍使其加倍，平均损失会怎样，一张图像的梯度应当怎样？</translation>
    </message>
    <message>
        <source>The loss is a mean, so its gradient has the 1 / N too.</source>
        <translation>损失是平均，所以它的梯度也有 1 / N。</translation>
    </message>
    <message>
        <source>it is divided by the batch twice</source>
        <translation>除以了两次批次大小</translation>
    </message>
    <message>
        <source>The mean over the batch is taken once.</source>
        <translation>对批次的平均只取一次。</translation>
    </message>
    <message>
        <source>the sign is wrong: y - p</source>
        <translation>符号错了：y - p</translation>
    </message>
    <message>
        <source>Raising a wrong class&apos;s logit raises the loss: its gradient p is positive.</source>
        <translation>错误类别的 logit 升高会使损失上升：它的梯度 p 是正的。</translation>
    </message>
    <message>
        <source>the 1 of the right class is not taken away</source>
        <translation>没有减去正确类别的 1</translation>
    </message>
    <message>
        <source>The gradient is p less the target: p - 1 for the right class.</source>
        <translation>梯度是 p 减目标：正确类别是 p - 1。</translation>
    </message>
    <message>
        <source>only the right class gets a gradient</source>
        <translation>只有正确类别得到梯度</translation>
    </message>
    <message>
        <source>Wrong classes are pushed down, each by its probability.</source>
        <translation>错误的类别按各自的概率被压低。</translation>
    </message>
    <message>
        <source>it is divided by the number of classes</source>
        <translation>除以了类别的个数</translation>
    </message>
    <message>
        <source>The mean is over images only.</source>
        <translation>只对图像取平均。</translation>
    </message>
    <message>
        <source>softmax is left out of the gradient</source>
        <translation>梯度里漏掉了 softmax</translation>
    </message>
    <message>
        <source>the logits are used where their probabilities are meant: z - y</source>
        <translation>该用概率的地方用了 logits：z - y</translation>
    </message>
    <message>
        <source>Softmax makes probabilities of the logits first; the gradient is p - y, not z - y.</source>
        <translation>softmax 先把 logits 变成概率；梯度是 p - y，而不是 z - y。</translation>
    </message>
    <message>
        <source>wrong classes count as in yes or no</source>
        <translation>错误的类别按是非题计算</translation>
    </message>
    <message>
        <source>the gradient is that of a yes-or-no question for each class</source>
        <translation>梯度是每个类别一个是非题的梯度</translation>
    </message>
    <message>
        <source>That is the gradient of ten yes-or-no questions; of ten classes only the right one counts.</source>
        <translation>那是十个是非题的梯度；十个类别中只计正确的那一个。</translation>
    </message>
    <message>
        <source>a guarded 1/p loses the gradient at p = 0</source>
        <translation>加了保护的 1/p 在 p = 0 处丢失梯度</translation>
    </message>
    <message>
        <source>-1/p is guarded by a small number, so that nothing comes back where p is 0</source>
        <translation>-1/p 用一个小数保护，因此 p 为 0 处没有任何梯度传回</translation>
    </message>
    <message>
        <source>Through softmax -1/p becomes p - y, which needs no guard: where the right class has p = 0, it is -1.</source>
        <translation>经过 softmax，-1/p 变成 p - y，不需要保护：正确类别的 p = 0 时，它是 -1。</translation>
    </message>
    <message>
        <source>-1/p is taken of a p that is zero</source>
        <translation>对等于零的 p 取了 -1/p</translation>
    </message>
    <message>
        <source>-1/p is taken of a probability that is zero</source>
        <translation>对等于零的概率取了 -1/p</translation>
    </message>
    <message>
        <source>What is the gradient where the right class has a probability of exactly 0?</source>
        <translation>正确类别的概率恰好为 0 的地方，梯度是多少？</translation>
    </message>
    <message>
        <source>Through softmax -1/p becomes p - y, in which nothing is divided by p: it is finite for every logit.</source>
        <translation>经过 softmax，-1/p 变成 p - y，其中没有除以 p：对任何 logit 都是有限的。</translation>
    </message>
    <message>
        <source>it is the gradient at the probabilities</source>
        <translation>它是对概率的梯度</translation>
    </message>
    <message>
        <source>it is the gradient at the probabilities (-1/p), not at the logits</source>
        <translation>它是对概率的梯度（-1/p），而不是对 logit 的</translation>
    </message>
    <message>
        <source>-1/p is the slope of the logarithm; softmax makes p - y of it.</source>
        <translation>-1/p 是对数的斜率；softmax 把它变成 p - y。</translation>
    </message>
    <message>
        <source>1 is taken away in every row</source>
        <translation>每一行都减了 1</translation>
    </message>
    <message>
        <source>1 is taken away in every row for every label</source>
        <translation>每一行都对每个标签减了 1</translation>
    </message>
    <message>
        <source>dZ[:, y] -= 1 does it to all rows for each label. Pair each row with its own label.</source>
        <translation>dZ[:, y] -= 1 对每个标签的所有行都减。应把每行与自己的标签配对。</translation>
    </message>
    <message>
        <source>it is the gradient of a squared error</source>
        <translation>它是平方误差的梯度</translation>
    </message>
    <message>
        <source>it is 2 (p - y), as for a squared error</source>
        <translation>它是 2 (p - y)，像平方误差那样</translation>
    </message>
    <message>
        <source>Cross-entropy&apos;s gradient has no 2.</source>
        <translation>交叉熵的梯度没有 2。</translation>
    </message>
    <message>
        <source>softmax&apos;s gradient is applied on top</source>
        <translation>又叠加了 softmax 的梯度</translation>
    </message>
    <message>
        <source>softmax&apos;s own gradient is applied on top of p - y</source>
        <translation>在 p - y 之上又叠加了 softmax 自己的梯度</translation>
    </message>
    <message>
        <source>p - y is the gradient at the logits already.</source>
        <translation>p - y 已经是对 logit 的梯度。</translation>
    </message>
    <message>
        <source>the logits are overwritten</source>
        <translation>logit 被改写</translation>
    </message>
    <message>
        <source>it writes to its logits</source>
        <translation>它改写了自己的 logit</translation>
    </message>
    <message>
        <source>The logits belong to the network; whoever reads them afterwards finds others.</source>
        <translation>logit 属于网络；之后读它的人会读到别的数。</translation>
    </message>
    <message>
        <source>The loss is a mean over the batch.</source>
        <translation>损失是对批次的平均。</translation>
    </message>
    <message>
        <source>Log-probabilities are negative: the loss is minus their mean.</source>
        <translation>对数概率是负的：损失是它们的平均取负。</translation>
    </message>
    <message>
        <source>the logarithm is taken again</source>
        <translation>又取了一次对数</translation>
    </message>
    <message>
        <source>the logarithm is taken of a log-probability</source>
        <translation>对对数概率取了对数</translation>
    </message>
    <message>
        <source>The input is a log-probability already.</source>
        <translation>输入已经是对数概率。</translation>
    </message>
    <message>
        <source>the gradient is positive</source>
        <translation>梯度是正的</translation>
    </message>
    <message>
        <source>the gradient is positive where it should be negative</source>
        <translation>该为负的地方梯度是正的</translation>
    </message>
    <message>
        <source>A higher log-probability of the right class lowers the loss.</source>
        <translation>正确类别的对数概率升高会使损失下降。</translation>
    </message>
    <message>
        <source>it is the gradient at the logits</source>
        <translation>它是对 logit 的梯度</translation>
    </message>
    <message>
        <source>it is the gradient at the logits, p - y</source>
        <translation>它是对 logit 的梯度 p - y</translation>
    </message>
    <message>
        <source>p - y belongs to softmax and loss together; of log-probabilities only the right one counts.</source>
        <translation>p - y 属于 softmax 与损失合在一起；对数概率中只计正确的那个。</translation>
    </message>
    <message>
        <source>the loss is halved</source>
        <translation>损失减半</translation>
    </message>
    <message>
        <source>The mean squared error has no 1/2; with it the gradient loses its 2.</source>
        <translation>均方误差没有 1/2；有了它梯度就没有 2。</translation>
    </message>
    <message>
        <source>the sum is taken, not the mean</source>
        <translation>求了和，而不是取平均</translation>
    </message>
    <message>
        <source>The mean is over all numbers.</source>
        <translation>对所有的数取平均。</translation>
    </message>
    <message>
        <source>it is divided by the images only</source>
        <translation>只除以了图像数</translation>
    </message>
    <message>
        <source>The mean is over all numbers: images times outputs.</source>
        <translation>对所有的数取平均：图像数乘输出数。</translation>
    </message>
    <message>
        <source>the root is taken</source>
        <translation>开了方</translation>
    </message>
    <message>
        <source>That is the root mean square error.</source>
        <translation>那是均方根误差。</translation>
    </message>
    <message>
        <source>the absolute error is taken</source>
        <translation>取了绝对误差</translation>
    </message>
    <message>
        <source>Squared, not absolute.</source>
        <translation>应取平方，不是绝对值。</translation>
    </message>
    <message>
        <source>(N, 1) meets (N,), which makes N x N</source>
        <translation>(N, 1) 遇到 (N,)，得到 N x N</translation>
    </message>
    <message>
        <source>(N, 1) against (N,) is laid out to N x N</source>
        <translation>(N, 1) 与 (N,) 展开成 N x N</translation>
    </message>
    <message>
        <source>Numpy lays a column against a row out to a table: every output meets every target. Give both one shape.</source>
        <translation>numpy 把一列与一行展开成表：每个输出遇到每个目标。请使两者形状相同。</translation>
    </message>
    <message>
        <source>2 / N is missing</source>
        <translation>缺少 2 / N</translation>
    </message>
    <message>
        <source>the 2 and the division by the count are both missing</source>
        <translation>2 和除以个数都缺少</translation>
    </message>
    <message>
        <source>The slope of a square is twice the difference; the mean divides by the count.</source>
        <translation>平方的斜率是差的两倍；平均要除以个数。</translation>
    </message>
    <message>
        <source>the 2 is missing</source>
        <translation>缺少 2</translation>
    </message>
    <message>
        <source>The slope of a square is twice the difference.</source>
        <translation>平方的斜率是差的两倍。</translation>
    </message>
    <message>
        <source>it is not divided by the count</source>
        <translation>没有除以个数</translation>
    </message>
    <message>
        <source>The loss is a mean over all numbers.</source>
        <translation>损失是对所有数的平均。</translation>
    </message>
    <message>
        <source>divided by the images, without the 2</source>
        <translation>除以了图像数，没有 2</translation>
    </message>
    <message>
        <source>it is divided by the images only, and the 2 is missing</source>
        <translation>只除以了图像数，而且缺少 2</translation>
    </message>
    <message>
        <source>The mean is over all numbers, and the slope of a square has a 2.</source>
        <translation>对所有的数取平均，而且平方的斜率有 2。</translation>
    </message>
    <message>
        <source>the sign is wrong: t - x</source>
        <translation>符号错了：t - x</translation>
    </message>
    <message>
        <source>An output above its target has to come down: its gradient is positive.</source>
        <translation>高于目标的输出应当下降：它的梯度是正的。</translation>
    </message>
    <message>
        <source>only the sign of the difference is used</source>
        <translation>只用了差的符号</translation>
    </message>
    <message>
        <source>That is the absolute error&apos;s gradient.</source>
        <translation>那是绝对误差的梯度。</translation>
    </message>
    <message>
        <source>the weights go up the gradient</source>
        <translation>权重沿梯度上升</translation>
    </message>
    <message>
        <source>The gradient points where the loss grows: step against it.</source>
        <translation>梯度指向损失增大的方向：应沿反方向走。</translation>
    </message>
    <message>
        <source>the rate is put into the momentum</source>
        <translation>学习率放进了动量</translation>
    </message>
    <message>
        <source>the step with its rate is put into the momentum (it matters when the rate changes)</source>
        <translation>把乘了学习率的步子放进动量（学习率改变时才有影响）</translation>
    </message>
    <message>
        <source>The rate falls to a tenth: how large is the part of the step that comes from before?</source>
        <translation>学习率降到十分之一：步子中来自之前的部分有多大？</translation>
    </message>
    <message>
        <source>When the rate changes, the old steps keep their old rate. PyTorch multiplies at the end.</source>
        <translation>学习率改变时，旧的步子保留旧的学习率。PyTorch 最后才乘。</translation>
    </message>
    <message>
        <source>the rate is multiplied in twice</source>
        <translation>学习率乘了两次</translation>
    </message>
    <message>
        <source>the momentum adds the step, not the gradient: the rate counts twice</source>
        <translation>动量累加的是步子而不是梯度：学习率算了两次</translation>
    </message>
    <message>
        <source>The momentum adds gradients; the rate comes in once, at the end.</source>
        <translation>动量累加梯度；学习率只在最后乘一次。</translation>
    </message>
    <message>
        <source>the rate counts twice, momentum or not</source>
        <translation>无论有无动量，学习率都算了两次</translation>
    </message>
    <message>
        <source>the rate is multiplied in twice, with and without momentum</source>
        <translation>无论有无动量，学习率都乘了两次</translation>
    </message>
    <message>
        <source>The rate comes in once: in the step.</source>
        <translation>学习率只乘一次：在步子中。</translation>
    </message>
    <message>
        <source>the gradient enters with 1 - momentum</source>
        <translation>梯度按 1 - momentum 计入</translation>
    </message>
    <message>
        <source>the gradient enters the momentum with 1 - momentum</source>
        <translation>梯度按 1 - momentum 计入动量</translation>
    </message>
    <message>
        <source>That makes a mean of the gradients; PyTorch adds them up.</source>
        <translation>那样得到的是梯度的平均；PyTorch 是累加。</translation>
    </message>
    <message>
        <source>only the first gradient enters whole</source>
        <translation>只有第一个梯度完整计入</translation>
    </message>
    <message>
        <source>the gradient enters the momentum with 1 - momentum, but for the first</source>
        <translation>除第一个外，梯度按 1 - momentum 计入动量</translation>
    </message>
    <message>
        <source>PyTorch&apos;s dampening leaves the first step whole.</source>
        <translation>PyTorch 的 dampening 使第一步完整。</translation>
    </message>
    <message>
        <source>the momentum begins anew each step</source>
        <translation>动量每步重新开始</translation>
    </message>
    <message>
        <source>the momentum begins anew with every step</source>
        <translation>每一步动量都重新开始</translation>
    </message>
    <message>
        <source>the momentum is not used</source>
        <translation>没有用动量</translation>
    </message>
    <message>
        <source>the momentum is left out</source>
        <translation>漏掉了动量</translation>
    </message>
    <message>
        <source>the momentum is subtracted</source>
        <translation>减去了动量</translation>
    </message>
    <message>
        <source>the momentum&apos;s sign is wrong</source>
        <translation>动量的符号错了</translation>
    </message>
    <message>
        <source>Old steps go on in their direction.</source>
        <translation>旧的步子沿原来的方向继续。</translation>
    </message>
    <message>
        <source>the step is made of the old momentum</source>
        <translation>步子用了旧的动量</translation>
    </message>
    <message>
        <source>the step is made before the new gradient enters the momentum</source>
        <translation>新的梯度进入动量之前就走了一步</translation>
    </message>
    <message>
        <source>First take the gradient in, then step.</source>
        <translation>先计入梯度，再走一步。</translation>
    </message>
    <message>
        <source>Nesterov forgets the gradient itself</source>
        <translation>Nesterov 忘了梯度本身</translation>
    </message>
    <message>
        <source>Nesterov&apos;s look-ahead forgets the gradient itself</source>
        <translation>Nesterov 的前瞻忘了梯度本身</translation>
    </message>
    <message>
        <source>Nesterov&apos;s step is the gradient and the momentum after it.</source>
        <translation>Nesterov 的步子是梯度加上其后的动量。</translation>
    </message>
    <message>
        <source>Nesterov is plain momentum</source>
        <translation>Nesterov 成了普通动量</translation>
    </message>
    <message>
        <source>Nesterov&apos;s look-ahead is left out</source>
        <translation>漏掉了 Nesterov 的前瞻</translation>
    </message>
    <message>
        <source>Nesterov looks ahead: gradient and momentum once more.</source>
        <translation>Nesterov 向前看：梯度再加一次动量。</translation>
    </message>
    <message>
        <source>plain momentum looks ahead</source>
        <translation>普通动量向前看了</translation>
    </message>
    <message>
        <source>it is Nesterov&apos;s look-ahead where plain momentum is meant</source>
        <translation>该用普通动量的地方用了 Nesterov 的向前看</translation>
    </message>
    <message>
        <source>Plain momentum steps along what it has gathered; only Nesterov&apos;s adds the momentum once more.</source>
        <translation>普通动量沿着累积的方向走一步；只有 Nesterov 才再加一次动量。</translation>
    </message>
    <message>
        <source>weight decay makes weights grow</source>
        <translation>权重衰减使权重增大</translation>
    </message>
    <message>
        <source>Decay pulls towards 0: it is added to the gradient.</source>
        <translation>衰减拉向 0：它加到梯度上。</translation>
    </message>
    <message>
        <source>weight decay is left out</source>
        <translation>漏掉了权重衰减</translation>
    </message>
    <message>
        <source>Decay pulls every weight towards 0 a little.</source>
        <translation>衰减把每个权重向 0 拉一点。</translation>
    </message>
    <message>
        <source>weight decay is twice as strong</source>
        <translation>权重衰减强了一倍</translation>
    </message>
    <message>
        <source>decay * w^2 has the slope 2 * decay * w; decay is meant with half the square.</source>
        <translation>decay * w^2 的斜率是 2 * decay * w；衰减指的是平方的一半。</translation>
    </message>
    <message>
        <source>weight decay is outside the momentum</source>
        <translation>权重衰减在动量之外</translation>
    </message>
    <message>
        <source>weight decay is added after the momentum</source>
        <translation>权重衰减在动量之后才加上</translation>
    </message>
    <message>
        <source>In SGD decay is part of the gradient, so the momentum takes it in too.</source>
        <translation>在 SGD 中衰减是梯度的一部分，所以动量也把它计入。</translation>
    </message>
    <message>
        <source>weight decay is not scaled by the rate</source>
        <translation>权重衰减没有乘以学习率</translation>
    </message>
    <message>
        <source>Decay is part of the gradient, and the rate multiplies both.</source>
        <translation>衰减是梯度的一部分，学习率乘以两者。</translation>
    </message>
    <message>
        <source>the gradient is overwritten</source>
        <translation>梯度被改写</translation>
    </message>
    <message>
        <source>it writes to the gradient</source>
        <translation>它改写了梯度</translation>
    </message>
    <message>
        <source>The gradient is shown, clipped, logged by others: a new array for the step.</source>
        <translation>梯度还要由别人显示、裁剪、记录：步子请用新的数组。</translation>
    </message>
    <message>
        <source>Step against the gradient.</source>
        <translation>沿梯度的反方向走。</translation>
    </message>
    <message>
        <source>both bias corrections are missing</source>
        <translation>两个偏差修正都缺少</translation>
    </message>
    <message>
        <source>Both means begin at 0: without the correction the first steps have the wrong size.</source>
        <translation>两个均值都从 0 开始：没有修正，最初几步的大小就不对。</translation>
    </message>
    <message>
        <source>the first mean isn&apos;t corrected</source>
        <translation>第一个均值没有修正</translation>
    </message>
    <message>
        <source>the bias correction of the first mean is missing</source>
        <translation>缺少第一个均值的偏差修正</translation>
    </message>
    <message>
        <source>The mean of the gradient begins at 0: divide by 1 - b1^t.</source>
        <translation>梯度的均值从 0 开始：要除以 1 - b1^t。</translation>
    </message>
    <message>
        <source>the second mean isn&apos;t corrected</source>
        <translation>第二个均值没有修正</translation>
    </message>
    <message>
        <source>the bias correction of the second mean is missing</source>
        <translation>缺少第二个均值的偏差修正</translation>
    </message>
    <message>
        <source>The mean of the squares begins at 0: divide by 1 - b2^t.</source>
        <translation>平方的均值从 0 开始：要除以 1 - b2^t。</translation>
    </message>
    <message>
        <source>the first gradient is taken whole</source>
        <translation>第一个梯度整个算入</translation>
    </message>
    <message>
        <source>both means begin with the first gradient, whole</source>
        <translation>两个平均都以整个第一个梯度开始</translation>
    </message>
    <message>
        <source>The means begin at 0; what that makes too small at first, the correction by 1 - beta ** t puts right.</source>
        <translation>两个平均从 0 开始；开头因此偏小，由除以 1 - beta ** t 的修正补回。</translation>
    </message>
    <message>
        <source>t stays at 1</source>
        <translation>t 始终是 1</translation>
    </message>
    <message>
        <source>the step&apos;s number stays at 1</source>
        <translation>步数始终是 1</translation>
    </message>
    <message>
        <source>t counts the steps: the corrections fade.</source>
        <translation>t 计步数：修正逐渐消失。</translation>
    </message>
    <message>
        <source>t is one ahead</source>
        <translation>t 早了一步</translation>
    </message>
    <message>
        <source>The first step is t = 1.</source>
        <translation>第一步是 t = 1。</translation>
    </message>
    <message>
        <source>eps is under the root</source>
        <translation>eps 在根号内</translation>
    </message>
    <message>
        <source>eps is added under the root</source>
        <translation>eps 加在根号内</translation>
    </message>
    <message>
        <source>eps is added to the root.</source>
        <translation>eps 加在根号外。</translation>
    </message>
    <message>
        <source>eps is under the root, uncorrected</source>
        <translation>eps 在根号内，未修正</translation>
    </message>
    <message>
        <source>eps is added under the root, before the correction</source>
        <translation>eps 在修正之前加在根号内</translation>
    </message>
    <message>
        <source>eps is added to the corrected root.</source>
        <translation>eps 加在修正后的平方根上。</translation>
    </message>
    <message>
        <source>eps is added before the correction</source>
        <translation>eps 在修正之前加上</translation>
    </message>
    <message>
        <source>The step is divided by the root of the mean square.</source>
        <translation>步子除以均方的平方根。</translation>
    </message>
    <message>
        <source>the two betas are swapped</source>
        <translation>两个 beta 对调了</translation>
    </message>
    <message>
        <source>0.9 belongs to the mean, 0.999 to the mean square.</source>
        <translation>0.9 属于均值，0.999 属于均方。</translation>
    </message>
    <message>
        <source>the means begin anew each step</source>
        <translation>均值每步重新开始</translation>
    </message>
    <message>
        <source>Both means have to live as long as the optimiser.</source>
        <translation>两个均值必须与优化器同寿命。</translation>
    </message>
    <message>
        <source>the mean of gradients is a sum</source>
        <translation>梯度的均值成了总和</translation>
    </message>
    <message>
        <source>the gradient enters the first mean whole</source>
        <translation>梯度完整计入第一个均值</translation>
    </message>
    <message>
        <source>The new gradient enters with 1 - b1.</source>
        <translation>新的梯度按 1 - b1 计入。</translation>
    </message>
    <message>
        <source>the mean of squares is a sum</source>
        <translation>平方的均值成了总和</translation>
    </message>
    <message>
        <source>the square enters the second mean whole</source>
        <translation>平方完整计入第二个均值</translation>
    </message>
    <message>
        <source>The new square enters with 1 - b2.</source>
        <translation>新的平方按 1 - b2 计入。</translation>
    </message>
    <message>
        <source>the mean is squared, not the gradient</source>
        <translation>平方的是均值，而不是梯度</translation>
    </message>
    <message>
        <source>the first mean is squared, not the gradient</source>
        <translation>对第一个均值取了平方，而不是对梯度</translation>
    </message>
    <message>
        <source>v is the mean of the gradient&apos;s squares.</source>
        <translation>v 是梯度平方的均值。</translation>
    </message>
    <message>
        <source>absolute gradients are averaged, not their squares</source>
        <translation>平均的是梯度的绝对值，而不是平方</translation>
    </message>
    <message>
        <source>Adam&apos;s decay shrinks the weights themselves</source>
        <translation>Adam 的衰减缩小了权重本身</translation>
    </message>
    <message>
        <source>weight decay shrinks the weights themselves, as in AdamW</source>
        <translation>权重衰减缩小了权重本身，像 AdamW 那样</translation>
    </message>
    <message>
        <source>That is AdamW; Adam&apos;s decay is part of the gradient.</source>
        <translation>那是 AdamW；Adam 的衰减是梯度的一部分。</translation>
    </message>
    <message>
        <source>AdamW&apos;s decay goes through the gradient</source>
        <translation>AdamW 的衰减经过了梯度</translation>
    </message>
    <message>
        <source>AdamW&apos;s decay goes through the gradient, as Adam&apos;s</source>
        <translation>AdamW 的衰减经过了梯度，像 Adam 那样</translation>
    </message>
    <message>
        <source>AdamW shrinks the weights themselves, apart from the gradient.</source>
        <translation>AdamW 缩小权重本身，与梯度无关。</translation>
    </message>
    <message>
        <source>the decay is not scaled by the rate</source>
        <translation>衰减没有乘以学习率</translation>
    </message>
    <message>
        <source>AdamW shrinks by lr * decay.</source>
        <translation>AdamW 按 lr * decay 缩小。</translation>
    </message>
    <message>
        <source>The gradient is shown, clipped, logged by others.</source>
        <translation>梯度还要由别人显示、裁剪、记录。</translation>
    </message>
    <message>
        <source>alpha is the wrong way round</source>
        <translation>alpha 反了</translation>
    </message>
    <message>
        <source>alpha is used the wrong way round</source>
        <translation>alpha 的用法反了</translation>
    </message>
    <message>
        <source>alpha is the share that is kept of the old mean.</source>
        <translation>alpha 是旧均值保留的份额。</translation>
    </message>
    <message>
        <source>the squares are added up</source>
        <translation>平方被累加</translation>
    </message>
    <message>
        <source>the square enters the mean whole</source>
        <translation>平方完整计入均值</translation>
    </message>
    <message>
        <source>RMSprop averages; adding up is Adagrad.</source>
        <translation>RMSprop 取平均；累加的是 Adagrad。</translation>
    </message>
    <message>
        <source>the first square is taken whole</source>
        <translation>第一个平方整个算入</translation>
    </message>
    <message>
        <source>the mean of squares begins with the first square, whole</source>
        <translation>平方的平均以整个第一个平方开始</translation>
    </message>
    <message>
        <source>The mean of squares begins at 0, as in PyTorch: the first step is larger for it.</source>
        <translation>平方的平均从 0 开始，和 PyTorch 一样：第一步因此更大。</translation>
    </message>
    <message>
        <source>only the last square counts</source>
        <translation>只计最后一个平方</translation>
    </message>
    <message>
        <source>Adagrad adds all squares up.</source>
        <translation>Adagrad 累加所有平方。</translation>
    </message>
    <message>
        <source>The step is divided by the root of the sum.</source>
        <translation>步子除以总和的平方根。</translation>
    </message>
    <message>
        <source>the mean is taken, not the largest</source>
        <translation>取了平均，而不是最大</translation>
    </message>
    <message>
        <source>A max-pool keeps the strongest answer of its window.</source>
        <translation>最大池化保留窗口中最强的回答。</translation>
    </message>
    <message>
        <source>the smallest is taken</source>
        <translation>取了最小的</translation>
    </message>
    <message>
        <source>the largest by absolute value is taken</source>
        <translation>取了绝对值最大的</translation>
    </message>
    <message>
        <source>-5 is smaller than 1.</source>
        <translation>-5 小于 1。</translation>
    </message>
    <message>
        <source>the first value of each window is taken</source>
        <translation>取了每个窗口的第一个值</translation>
    </message>
    <message>
        <source>Taking every second pixel is no pooling.</source>
        <translation>每隔一个像素取一个不是池化。</translation>
    </message>
    <message>
        <source>padding counts as zero</source>
        <translation>填充按零计入</translation>
    </message>
    <message>
        <source>padding counts as zero, and beats negative values</source>
        <translation>填充按零计入，胜过了负值</translation>
    </message>
    <message>
        <source>Where all of a window is negative a zero in the border would win.</source>
        <translation>窗口全为负时，边框中的零就会胜出。</translation>
    </message>
    <message>
        <source>of equal values every one gets the gradient</source>
        <translation>相等的值都得到梯度</translation>
    </message>
    <message>
        <source>If two values of a window are equal and one grows a little, what does the output do?</source>
        <translation>窗口中两个值相等，其中一个略微增大，输出会怎样？</translation>
    </message>
    <message>
        <source>The output is one number, so its gradient goes to one input: of equal values the first.</source>
        <translation>输出是一个数，所以它的梯度给一个输入：相等时给第一个。</translation>
    </message>
    <message>
        <source>equal values share the gradient</source>
        <translation>相等的值平分梯度</translation>
    </message>
    <message>
        <source>of equal values each gets an equal share</source>
        <translation>相等的值各得相等的一份</translation>
    </message>
    <message>
        <source>One of them is the winner; sharing is another convention, which PyTorch doesn&apos;t have.</source>
        <translation>其中一个是胜者；平分是另一种约定，PyTorch 没有。</translation>
    </message>
    <message>
        <source>of equal values the last one wins</source>
        <translation>相等的值中最后一个胜出</translation>
    </message>
    <message>
        <source>Of equal values the first keeps its place: &gt; and not &gt;=.</source>
        <translation>相等时第一个保住位置：用 &gt;，不用 &gt;=。</translation>
    </message>
    <message>
        <source>the gradient is shared out evenly</source>
        <translation>梯度平均分配</translation>
    </message>
    <message>
        <source>the gradient is shared out evenly, as in an average-pool</source>
        <translation>梯度平均分配，像平均池化那样</translation>
    </message>
    <message>
        <source>Only the largest value made the output; the others get nothing.</source>
        <translation>输出只由最大的值产生；其他的什么也得不到。</translation>
    </message>
    <message>
        <source>every place gets the whole gradient</source>
        <translation>每个位置都得到全部梯度</translation>
    </message>
    <message>
        <source>every place of the window gets the whole gradient</source>
        <translation>窗口的每个位置都得到全部梯度</translation>
    </message>
    <message>
        <source>the first place gets the gradient</source>
        <translation>第一个位置得到梯度</translation>
    </message>
    <message>
        <source>the gradient always goes to the first place of the window</source>
        <translation>梯度总是给窗口的第一个位置</translation>
    </message>
    <message>
        <source>The gradient goes where the largest value was.</source>
        <translation>梯度给最大值所在的位置。</translation>
    </message>
    <message>
        <source>the largest by absolute value gets it</source>
        <translation>绝对值最大的得到</translation>
    </message>
    <message>
        <source>the gradient goes to the largest by absolute value</source>
        <translation>梯度给了绝对值最大的</translation>
    </message>
    <message>
        <source>dY is multiplied by the largest value</source>
        <translation>dY 乘以了最大值</translation>
    </message>
    <message>
        <source>the gradient is multiplied by the largest value</source>
        <translation>梯度乘以了最大值</translation>
    </message>
    <message>
        <source>The winner passes through as it is: its slope is 1.</source>
        <translation>胜者原样通过：斜率是 1。</translation>
    </message>
    <message>
        <source>who wins in one window wins in all</source>
        <translation>在一个窗口胜出就处处胜出</translation>
    </message>
    <message>
        <source>who wins in one window gets the gradient of every window that it lies in</source>
        <translation>在一个窗口里胜出的数，得到它所在每个窗口的梯度</translation>
    </message>
    <message>
        <source>Where two windows overlap: which of them did this number win?</source>
        <translation>两个窗口重叠的地方：这个数在哪个窗口里胜出？</translation>
    </message>
    <message>
        <source>Where windows overlap, each has a winner of its own: one mask for the whole image can&apos;t tell them apart.</source>
        <translation>窗口重叠时，每个窗口有自己的胜者：整幅图像共用一个掩码分不清它们。</translation>
    </message>
    <message>
        <source>winners get 1, not the gradient of their output</source>
        <translation>胜者得到 1，而不是输出的梯度</translation>
    </message>
    <message>
        <source>The winner gets the gradient of its output, not 1.</source>
        <translation>胜者得到它的输出的梯度，不是 1。</translation>
    </message>
    <message>
        <source>Without its border the image gives fewer windows.</source>
        <translation>没有边框，图像的窗口就少了。</translation>
    </message>
    <message>
        <source>the stride is ignored across</source>
        <translation>忽略了水平步幅</translation>
    </message>
    <message>
        <source>the horizontal stride is ignored when the windows are taken</source>
        <translation>取窗口时忽略了水平步幅</translation>
    </message>
    <message>
        <source>The window moves by the stride in both directions.</source>
        <translation>窗口在两个方向上都按步幅移动。</translation>
    </message>
    <message>
        <source>the window&apos;s size is used as stride</source>
        <translation>把窗口的大小当作步幅</translation>
    </message>
    <message>
        <source>Windows overlap when the stride is smaller than the window.</source>
        <translation>步幅小于窗口时，窗口重叠。</translation>
    </message>
    <message>
        <source>Rows that fill no whole window are left out.</source>
        <translation>填不满整个窗口的行被略去。</translation>
    </message>
    <message>
        <source>backward fails where sizes don&apos;t divide</source>
        <translation>大小不能整除时反向失败</translation>
    </message>
    <message>
        <source>the backward pass can&apos;t be made where rows or columns are left over</source>
        <translation>有多余的行或列时，反向无法完成</translation>
    </message>
    <message>
        <source>Rows and columns that fill no window get the gradient 0, in the input&apos;s own shape.</source>
        <translation>填不满窗口的行和列得到梯度 0，形状与输入相同。</translation>
    </message>
    <message>
        <source>dX has the size of the windows</source>
        <translation>dX 只有各窗口合起来那么大</translation>
    </message>
    <message>
        <source>dX is made as large as the windows side by side, not as the input</source>
        <translation>dX 的大小是各窗口并排的大小，而不是输入的大小</translation>
    </message>
    <message>
        <source>Rows and columns that fill no window belong to dX as well, with the gradient 0; windows may overlap.</source>
        <translation>填不满窗口的行和列也属于 dX，梯度为 0；窗口可以重叠。</translation>
    </message>
    <message>
        <source>height and width are swapped going back</source>
        <translation>反向时高和宽对调</translation>
    </message>
    <message>
        <source>height and width of the image are swapped on the way back</source>
        <translation>返回途中图像的高和宽对调</translation>
    </message>
    <message>
        <source>The shape is (N, C, H, W): rows before columns, in backward too. On square images nobody notices.</source>
        <translation>形状是 (N, C, H, W)：先行后列，反向也一样。在正方形图像上谁也看不出来。</translation>
    </message>
    <message>
        <source>overlapping windows overwrite one another</source>
        <translation>重叠的窗口互相覆盖</translation>
    </message>
    <message>
        <source>overlapping windows overwrite one another&apos;s gradient</source>
        <translation>重叠的窗口互相覆盖梯度</translation>
    </message>
    <message>
        <source>A pixel that wins in several windows gets all their gradients.</source>
        <translation>在几个窗口中都胜出的像素得到它们全部的梯度。</translation>
    </message>
    <message>
        <source>windows overwrite, zeros included</source>
        <translation>窗口互相覆盖，连零也覆盖</translation>
    </message>
    <message>
        <source>overlapping windows overwrite one another, zeros included</source>
        <translation>重叠的窗口互相覆盖，连零也覆盖</translation>
    </message>
    <message>
        <source>A pixel is seen by several windows: add, also where a window sends 0.</source>
        <translation>一个像素被几个窗口看到：要相加，窗口传来 0 时也一样。</translation>
    </message>
    <message>
        <source>places overwrite, zeros included</source>
        <translation>位置互相覆盖，连零也覆盖</translation>
    </message>
    <message>
        <source>places of overlapping windows overwrite one another, zeros included</source>
        <translation>重叠窗口的位置互相覆盖，连零也覆盖</translation>
    </message>
    <message>
        <source>An average-pool divides by the places of its window.</source>
        <translation>平均池化除以窗口的位置数。</translation>
    </message>
    <message>
        <source>the largest is taken, not the mean</source>
        <translation>取了最大，而不是平均</translation>
    </message>
    <message>
        <source>An average-pool gives every place the same weight.</source>
        <translation>平均池化给每个位置同样的权重。</translation>
    </message>
    <message>
        <source>places in the border are counted wrongly</source>
        <translation>边框中的位置计数错误</translation>
    </message>
    <message>
        <source>count_include_pad is ignored</source>
        <translation>忽略了 count_include_pad</translation>
    </message>
    <message>
        <source>With count_include_pad False only the places on the image count.</source>
        <translation>count_include_pad 为 False 时，只计图像上的位置。</translation>
    </message>
    <message>
        <source>the gradient is not divided</source>
        <translation>梯度没有除</translation>
    </message>
    <message>
        <source>the gradient is not divided by the size of the window</source>
        <translation>梯度没有除以窗口的大小</translation>
    </message>
    <message>
        <source>Each place had the share 1 / (k * k) in the mean, and gets that share of the gradient.</source>
        <translation>每个位置在平均中占 1 / (k * k)，得到的梯度也是这一份。</translation>
    </message>
    <message>
        <source>the gradient is divided by k, not k * k</source>
        <translation>梯度除以了 k，而不是 k * k</translation>
    </message>
    <message>
        <source>A k x k window has k * k places.</source>
        <translation>k x k 的窗口有 k * k 个位置。</translation>
    </message>
    <message>
        <source>only the first place gets the gradient</source>
        <translation>只有第一个位置得到梯度</translation>
    </message>
    <message>
        <source>Every place had the same share in the mean.</source>
        <translation>每个位置在平均中份额相同。</translation>
    </message>
    <message>
        <source>the largest value gets the gradient</source>
        <translation>最大的值得到梯度</translation>
    </message>
    <message>
        <source>the largest value gets the gradient, as in a max-pool</source>
        <translation>最大的值得到梯度，像最大池化那样</translation>
    </message>
    <message>
        <source>A pixel in several windows gets a share from each.</source>
        <translation>在几个窗口中的像素从每个窗口得到一份。</translation>
    </message>
    <message>
        <source>places overwrite one another</source>
        <translation>位置互相覆盖</translation>
    </message>
    <message>
        <source>places of overlapping windows overwrite one another</source>
        <translation>重叠窗口的位置互相覆盖</translation>
    </message>
    <message>
        <source>A pixel is seen by several windows: add.</source>
        <translation>一个像素被几个窗口看到：要相加。</translation>
    </message>
    <message>
        <source>step {0} has no batch that could be recorded: the run begins there</source>
        <translation>第 {0} 步没有可以记录的批次：运行从那里开始</translation>
    </message>
    <message>
        <source>the run was trained on other images ({0})</source>
        <translation>这次运行是在其他图像上训练的（{0}）</translation>
    </message>
    <message>
        <source>the keyframe of step {0} can&apos;t be read any more</source>
        <translation>第 {0} 步的关键帧已无法读取</translation>
    </message>
    <message>
        <source>step {0} can&apos;t be had: this run has steps {1} to {2}</source>
        <translation>得不到第 {0} 步：这次运行有第 {1} 到 {2} 步</translation>
    </message>
    <message>
        <source>the keyframes before step {0} are gone</source>
        <translation>第 {0} 步之前的关键帧已不存在</translation>
    </message>
    <message>
        <source>a weight would grow beyond the largest number there is; nothing was changed</source>
        <translation>某个权重会超出可表示的最大数；什么也没有改变</translation>
    </message>
    <message>
        <source>training has gone on from it</source>
        <translation>训练已从那里继续</translation>
    </message>
    <message>
        <source>nothing was changed</source>
        <translation>什么也没有改变</translation>
    </message>
    <message>
        <source>There is no change to undo: {0}</source>
        <translation>没有可撤销的修改：{0}</translation>
    </message>
    <message>
        <source>There is no change to do again</source>
        <translation>没有可重做的修改</translation>
    </message>
    <message>
        <source>The last image of each epoch is left out: {0} can&apos;t take the mean and variance of one image. With another batch size every image is trained on</source>
        <translation>每轮的最后一张图像被略去：{0} 无法求一张图像的均值和方差。换一个批次大小，每张图像都会用于训练</translation>
    </message>
    <message>
        <source>{0} is of a network that doesn&apos;t take these images ({1})</source>
        <translation>{0} 属于不接受这些图像的网络（{1}）</translation>
    </message>
    <message>
        <source>the run was trained on other images ({0}, {1}); open them first</source>
        <translation>这次运行是在其他图像上训练的（{0}，{1}）；请先打开它们</translation>
    </message>
    <message>
        <source>the state is not that of {0}</source>
        <translation>状态不是 {0} 的</translation>
    </message>
    <message>
        <source>the state of {0} after {1} steps is missing</source>
        <translation>缺少 {0} 在 {1} 步之后的状态</translation>
    </message>
    <message>
        <source>there are no images to train on</source>
        <translation>没有用于训练的图像</translation>
    </message>
    <message>
        <source>{0}; open images that it takes first</source>
        <translation>{0}；请先打开它所接受的图像</translation>
    </message>
    <message>
        <source>there is no layer {0}</source>
        <translation>没有层 {0}</translation>
    </message>
    <message>
        <source>no layer of this network has a mistake that can be found</source>
        <translation>这个网络没有一层含有可以找出的错误</translation>
    </message>
    <message>
        <source>as well</source>
        <translation>同样好</translation>
    </message>
    <message>
        <source>expected an image uint8 {0}, got {1} {2}</source>
        <translation>应为图像 uint8 {0}，得到的是 {1} {2}</translation>
    </message>
    <message>
        <source>there is no class {0}; there are {1}</source>
        <translation>没有类别 {0}；共有 {1} 个</translation>
    </message>
    <message>
        <source>there is no image {0}; the training set has 0 to {1}</source>
        <translation>没有图像 {0}；训练集有 0 到 {1}</translation>
    </message>
    <message>
        <source>there is no image {0} in the grid of {1}</source>
        <translation>{1} 张的图像网格中没有图像 {0}</translation>
    </message>
    <message>
        <source>a fully connected layer stands for a convolution as large as its maps: what follows it is this network&apos;s, which may have no activation there</source>
        <translation>全连接层代表与其特征图一样大的卷积：其后的部分按本网络，那里可能没有激活函数</translation>
    </message>
    <message>
        <source>reshaped from {0}</source>
        <translation>由 {0} 变形</translation>
    </message>
    <message>
        <source>{0} takes {1} and {2} gives {3}: its layers are not in a row (branches and skips can&apos;t be built here)</source>
        <translation>{0} 接受 {1}，而 {2} 给出 {3}：各层不是顺序相连（这里不能建立分支和跳跃连接）</translation>
    </message>
    <message>
        <source>the tensor {0} {1} has no place in the network</source>
        <translation>张量 {0} {1} 在网络中没有位置</translation>
    </message>
    <message>
        <source>no form of {0} has these shapes</source>
        <translation>{0} 没有哪种形式具有这些形状</translation>
    </message>
    <message>
        <source>of the activations possible, those that read {0} of some digits, not {1}</source>
        <translation>在可能的激活函数中，选能读对一些数字中 {0} 的，而不是 {1}</translation>
    </message>
    <message>
        <source>it holds no fully connected layer: say its network</source>
        <translation>其中没有全连接层：请说明它的网络</translation>
    </message>
    <message>
        <source>batch-norm stands before the activation and the pooling</source>
        <translation>批量归一化在激活函数和池化之前</translation>
    </message>
    <message>
        <source>{0} has no partner</source>
        <translation>{0} 没有配对</translation>
    </message>
    <message>
        <source>{0} ({1}) follows no layer of that size</source>
        <translation>{0}（{1}）不接在任何那个大小的层之后</translation>
    </message>
    <message>
        <source>it has {0} convolutions: say its network</source>
        <translation>它有 {0} 个卷积：请说明它的网络</translation>
    </message>
    <message>
        <source>its first fully connected layer takes {0} numbers, which no usual padding and pooling gives: say its network</source>
        <translation>它的第一个全连接层需要 {0} 个数，常见的填充和池化都得不到：请说明它的网络</translation>
    </message>
    <message>
        <source>max-pooling by 2 behind {0}</source>
        <translation>{0} 之后以 2 作最大池化</translation>
    </message>
    <message>
        <source>no pooling</source>
        <translation>没有池化</translation>
    </message>
    <message>
        <source>the mean of each map in front of the first fully connected layer</source>
        <translation>第一个全连接层之前取每张特征图的平均值</translation>
    </message>
    <message>
        <source>the tensor {0} is no weight, bias or running statistic</source>
        <translation>张量 {0} 不是权重、偏置或滑动统计量</translation>
    </message>
    <message>
        <source>the tensors {0} and {1} claim one place</source>
        <translation>张量 {0} 和 {1} 占同一位置</translation>
    </message>
    <message>
        <source>the tensor {0} belongs to no layer known here</source>
        <translation>张量 {0} 不属于这里已知的任何层</translation>
    </message>
    <message>
        <source>none are left</source>
        <translation>没有剩下的</translation>
    </message>
    <message>
        <source>{0} needs weights of the shape {1}; of those left over: {2}</source>
        <translation>{0} 需要形状为 {1} 的权重；剩下的有：{2}</translation>
    </message>
    <message>
        <source>{0} was taken before {1}, which has the same shape</source>
        <translation>{0} 排在形状相同的 {1} 之前</translation>
    </message>
    <message>
        <source>{0} has no bias: {1} is zero</source>
        <translation>{0} 没有偏置：{1} 为零</translation>
    </message>
    <message>
        <source>{0} has the shape {1}, {2} needs {3}</source>
        <translation>{0} 的形状是 {1}，{2} 需要 {3}</translation>
    </message>
    <message>
        <source>the tensor {0} has no place in the network: {1} has no {2}</source>
        <translation>张量 {0} 在网络中没有位置：{1} 没有 {2}</translation>
    </message>
    <message>
        <source>kernels turned from (kH, kW, I, O)</source>
        <translation>卷积核由 (kH, kW, I, O) 转换</translation>
    </message>
    <message>
        <source>transposed from (in, out)</source>
        <translation>由 (in, out) 转置</translation>
    </message>
    <message>
        <source>{0} has no {1}, which {2} needs</source>
        <translation>{0} 没有 {2} 所需的 {1}</translation>
    </message>
    <message>
        <source>its activations and poolings are those of {0}</source>
        <translation>它的激活函数和池化是 {0} 的</translation>
    </message>
    <message>
        <source>transposed from (in, out), rows put into the order (C, H, W)</source>
        <translation>由 (in, out) 转置，各行按 (C, H, W) 排列</translation>
    </message>
    <message>
        <source>Use another file</source>
        <translation>请使用另一个文件</translation>
    </message>
    <message>
        <source>the network has no {0}</source>
        <translation>网络没有 {0}</translation>
    </message>
    <message>
        <source>it holds no array {0}</source>
        <translation>其中没有数组 {0}</translation>
    </message>
    <message>
        <source>Bring it into that order with a function</source>
        <translation>请用函数调整为那个次序</translation>
    </message>
    <message>
        <source>Choose a file of this network, or load the file as a network of its own</source>
        <translation>请选择这个网络的文件，或把文件作为自己的网络载入</translation>
    </message>
    <message>
        <source>Say which network it is of (like; cnnviz evaluate --as), or where each tensor belongs (names; --map)</source>
        <translation>请说明它属于哪个网络（like；cnnviz evaluate --as），或每个张量属于哪里（names；--map）</translation>
    </message>
    <message>
        <source>It is part {0} of {1} of a model: load all in Python and save them with safetensors.torch.save_file(model.state_dict(), path)</source>
        <translation>它是模型的第 {0} 部分，共 {1} 部分：请在 Python 中全部载入，用 safetensors.torch.save_file(model.state_dict(), path) 保存</translation>
    </message>
    <message>
        <source>Name another network, or say where each tensor belongs (names)</source>
        <translation>请指定另一个网络，或说明每个张量属于哪里（names）</translation>
    </message>
    <message>
        <source>Nothing was saved: go back to weights from before it diverged</source>
        <translation>没有保存：请回到发散之前的权重</translation>
    </message>
    <message>
        <source>an item about the network can&apos;t be saved ({0})</source>
        <translation>网络的某一项无法保存（{0}）</translation>
    </message>
    <message>
        <source>{0} has the type {1}, floating-point numbers are expected</source>
        <translation>{0} 的类型是 {1}，应为浮点数</translation>
    </message>
    <message>
        <source>it holds no tensors</source>
        <translation>其中没有张量</translation>
    </message>
    <message>
        <source>the map gives two tensors one name</source>
        <translation>对应表给了两个张量同一个名字</translation>
    </message>
    <message>
        <source>Give each a name of its own</source>
        <translation>请给每个起自己的名字</translation>
    </message>
    <message>
        <source>Load it into a float64 network</source>
        <translation>请载入 float64 的网络</translation>
    </message>
    <message>
        <source>it is a checkpoint of a run, not weights alone</source>
        <translation>它是运行的检查点，不只是权重</translation>
    </message>
    <message>
        <source>it is a recorded batch (a trace), not weights</source>
        <translation>它是已记录的批次（记录），不是权重</translation>
    </message>
    <message>
        <source>Open it as a trace instead</source>
        <translation>请改为作为记录打开</translation>
    </message>
    <message>
        <source>the tensor {0} has no place in the network</source>
        <translation>张量 {0} 在网络中没有位置</translation>
    </message>
    <message>
        <source>{0} has negative variances</source>
        <translation>{0} 中有负的方差</translation>
    </message>
    <message>
        <source>{0} has the type {1}</source>
        <translation>{0} 的类型是 {1}</translation>
    </message>
    <message>
        <source>Save float32 or float64 weights</source>
        <translation>请保存 float32 或 float64 的权重</translation>
    </message>
    <message>
        <source>it holds tensors, but not the network that they belong to: {0}</source>
        <translation>其中有张量，但没有它们所属的网络：{0}</translation>
    </message>
    <message>
        <source>Choose another network (like)</source>
        <translation>请选择另一个网络（like）</translation>
    </message>
    <message>
        <source>it is a numpy .npz file, and {0}</source>
        <translation>它是 numpy 的 .npz 文件，而且{0}</translation>
    </message>
    <message>
        <source>Save the weights as float32</source>
        <translation>请把权重存为 float32</translation>
    </message>
    <message>
        <source>its network can&apos;t be built ({0})</source>
        <translation>无法建立它的网络（{0}）</translation>
    </message>
    <message>
        <source>it holds no tensor {0}</source>
        <translation>其中没有张量 {0}</translation>
    </message>
    <message>
        <source>{0}, checked in {1} s</source>
        <translation>{0}，检查用时 {1} 秒</translation>
    </message>
    <message>
        <source>{0} of {1} written exercises are right</source>
        <translation>已写的 {1} 个练习中 {0} 个正确</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>also checked, where a file has or declares it</source>
        <translation>文件中若有或声明了，也会检查</translation>
    </message>
    <message>
        <source>{0} mistakes</source>
        <translation>{0} 种错误</translation>
    </message>
    <message>
        <source>a FILE is needed (see cnnviz check --help)</source>
        <translation>需要一个 FILE（见 cnnviz check --help）</translation>
    </message>
    <message>
        <source>cnnviz check</source>
        <translation>cnnviz check</translation>
    </message>
    <message>
        <source>--seconds: must be above 0, got {0}</source>
        <translation>--seconds：必须大于 0，得到的是 {0}</translation>
    </message>
    <message>
        <source>{0}: there is no such file</source>
        <translation>{0}：没有这个文件</translation>
    </message>
    <message>
        <source>line {0}</source>
        <translation>第 {0} 行</translation>
    </message>
    <message>
        <source>{0} is there already, and was left as it is</source>
        <translation>{0} 已经存在，保持原样</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>未尝试</translation>
    </message>
    <message>
        <source>grey paper: {0} and {1} are taken for black and white</source>
        <translation>灰色纸面：{0} 和 {1} 当作黑和白</translation>
    </message>
    <message>
        <source>a pickle</source>
        <translation>pickle 文件</translation>
    </message>
    <message>
        <source>a PNG image</source>
        <translation>PNG 图像</translation>
    </message>
    <message>
        <source>a JPEG image</source>
        <translation>JPEG 图像</translation>
    </message>
    <message>
        <source>a GIF image</source>
        <translation>GIF 图像</translation>
    </message>
    <message>
        <source>a BMP image</source>
        <translation>BMP 图像</translation>
    </message>
    <message>
        <source>a WebP image</source>
        <translation>WebP 图像</translation>
    </message>
    <message>
        <source>a PNM image</source>
        <translation>PNM 图像</translation>
    </message>
    <message>
        <source>an HDF5 file</source>
        <translation>HDF5 文件</translation>
    </message>
    <message>
        <source>an ONNX model</source>
        <translation>ONNX 模型</translation>
    </message>
    <message>
        <source>a GGUF model</source>
        <translation>GGUF 模型</translation>
    </message>
    <message>
        <source>a bzip2 file</source>
        <translation>bzip2 文件</translation>
    </message>
    <message>
        <source>a 7z archive</source>
        <translation>7z 压缩包</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>RAR 压缩包</translation>
    </message>
    <message>
        <source>a Git LFS pointer</source>
        <translation>Git LFS 指针文件</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a film</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>and was stopped: is there a loop that never ends?</source>
        <translation>并被停止：是不是有一个不会结束的循环？</translation>
    </message>
    <message>
        <source>{0} ran for too long in the trial &quot;{1}&quot; {2}</source>
        <translation>{0} 在试验“{1}”中运行太久{2}</translation>
    </message>
    <message>
        <source>it ran for more than {0} s {1}</source>
        <translation>它运行超过 {0} 秒{1}</translation>
    </message>
    <message>
        <source>{0} names no activation or pooling: choose from {1}</source>
        <translation>{0} 处没有激活函数或池化：请从 {1} 中选择</translation>
    </message>
    <message>
        <source>there is not enough memory: close other programs, or take a smaller batch or network</source>
        <translation>内存不足：请关闭其他程序，或取更小的批次或网络</translation>
    </message>
    <message>
        <source>train a network on MNIST or on images of your own</source>
        <translation>在 MNIST 或你自己的图像上训练网络</translation>
    </message>
    <message>
        <source>test weights on MNIST&apos;s 10,000 test images or on your own</source>
        <translation>用 MNIST 的 10,000 张测试图像或你自己的图像测试权重</translation>
    </message>
    <message>
        <source>say how images of your own are understood</source>
        <translation>说明怎样理解你自己的图像</translation>
    </message>
    <message>
        <source>make a group of runs and compare them</source>
        <translation>做一组运行并加以比较</translation>
    </message>
    <message>
        <source>list the recipes</source>
        <translation>列出各种训练方案</translation>
    </message>
    <message>
        <source>check layers that you wrote, and name their mistakes</source>
        <translation>检查你写的层，并指出错误</translation>
    </message>
    <message>
        <source>make a film of a run that was kept, in the window</source>
        <translation>在窗口中把保存的运行做成影片</translation>
    </message>
    <message>
        <source>list the languages, and how complete each is</source>
        <translation>列出各种语言及其完成度</translation>
    </message>
    <message>
        <source>train for one epoch without a window and save its pictures</source>
        <translation>不用窗口训练一轮，并保存画面</translation>
    </message>
    <message>
        <source>{0} (see {1} --help)</source>
        <translation>{0}（见 {1} --help）</translation>
    </message>
    <message>
        <source>A microscope for backpropagation: opens the window, and the files named.</source>
        <translation>反向传播的显微镜：打开窗口和指定的文件。</translation>
    </message>
    <message>
        <source>cnnviz {0}</source>
        <translation>cnnviz {0}</translation>
    </message>
    <message>
        <source>print versions, folders and settings</source>
        <translation>打印版本、文件夹和设置</translation>
    </message>
    <message>
        <source>start with the default settings</source>
        <translation>用默认设置启动</translation>
    </message>
    <message>
        <source>of the window and the terminal, such as zh_CN (see cnnviz languages)</source>
        <translation>窗口和终端的语言，例如 zh_CN（见 cnnviz languages）</translation>
    </message>
    <message>
        <source>weights, traces or images to open</source>
        <translation>要打开的权重、记录或图像</translation>
    </message>
    <message>
        <source>(not installed)</source>
        <translation>（未安装）</translation>
    </message>
    <message>
        <source>No window can be opened: {0}. Running `cnnviz demo` instead.</source>
        <translation>无法打开窗口：{0}。改为运行 `cnnviz demo`。</translation>
    </message>
    <message>
        <source>the recipe (default lenet5-bn, see cnnviz presets)</source>
        <translation>训练方案（默认 lenet5-bn，见 cnnviz presets）</translation>
    </message>
    <message>
        <source>passes over the training images</source>
        <translation>训练图像过几遍</translation>
    </message>
    <message>
        <source>images a step</source>
        <translation>每步的图像数</translation>
    </message>
    <message>
        <source>the first learning rate</source>
        <translation>起始学习率</translation>
    </message>
    <message>
        <source>one seed, one result (default 0)</source>
        <translation>一个随机种子，一个结果（默认 0）</translation>
    </message>
    <message>
        <source>train on the first IMAGES only</source>
        <translation>只用最前面的 IMAGES 张图像训练</translation>
    </message>
    <message>
        <source>BLAS threads (default 1)</source>
        <translation>BLAS 线程数（默认 1）</translation>
    </message>
    <message>
        <source>processes that make a step, where measured to be faster; the numbers are the same (default 1)</source>
        <translation>完成一步的进程数，只在测得更快时使用；数值相同（默认 1）</translation>
    </message>
    <message>
        <source>write weights.safetensors and history.csv there</source>
        <translation>把 weights.safetensors 和 history.csv 写到那里</translation>
    </message>
    <message>
        <source>keep the run in DIR with all of its steps</source>
        <translation>把运行连同所有步保存在 DIR 中</translation>
    </message>
    <message>
        <source>go on with a run: its folder or checkpoint.safetensors</source>
        <translation>继续一次运行：它的文件夹或 checkpoint.safetensors</translation>
    </message>
    <message>
        <source>go on from this step of a run that was kept with --keep</source>
        <translation>从用 --keep 保存的运行的这一步继续</translation>
    </message>
    <message>
        <source>a line a hundred steps</source>
        <translation>每一百步一行</translation>
    </message>
    <message>
        <source>train on these images instead of MNIST&apos;s</source>
        <translation>用这些图像代替 MNIST 训练</translation>
    </message>
    <message>
        <source>a .safetensors or .npz file, PyTorch&apos;s too</source>
        <translation>.safetensors 或 .npz 文件，PyTorch 的也可以</translation>
    </message>
    <message>
        <source>test on these images instead of MNIST&apos;s</source>
        <translation>用这些图像代替 MNIST 测试</translation>
    </message>
    <message>
        <source>the network that the weights are of</source>
        <translation>权重所属的网络</translation>
    </message>
    <message>
        <source>where tensors belong: lines `theirs -&gt; ours`, or JSON</source>
        <translation>张量属于哪里：`theirs -&gt; ours` 各行，或 JSON</translation>
    </message>
    <message>
        <source>how its images are prepared</source>
        <translation>它的图像怎样预处理</translation>
    </message>
    <message>
        <source>images: a file or a folder</source>
        <translation>图像：文件或文件夹</translation>
    </message>
    <message>
        <source>for programs</source>
        <translation>供程序使用</translation>
    </message>
    <message>
        <source>the folder for pictures and weights</source>
        <translation>存放画面和权重的文件夹</translation>
    </message>
    <message>
        <source>the folder of a run that was kept with train --keep</source>
        <translation>用 train --keep 保存的运行的文件夹</translation>
    </message>
    <message>
        <source>.gif, .webp, .png or .mp4; or a folder of pictures</source>
        <translation>.gif、.webp、.png 或 .mp4；或存放图片的文件夹</translation>
    </message>
    <message>
        <source>of the window in pixels (default 1280x720)</source>
        <translation>窗口的像素大小（默认 1280x720）</translation>
    </message>
    <message>
        <source>pictures a second (default 15)</source>
        <translation>每秒画面数（默认 15）</translation>
    </message>
    <message>
        <source>a group or a preset; none lists the groups</source>
        <translation>一个组或预设；不写则列出各组</translation>
    </message>
    <message>
        <source>the folder for all results (default experiments/GROUP)</source>
        <translation>存放所有结果的文件夹（默认 experiments/GROUP）</translation>
    </message>
    <message>
        <source>runs at a time, at most one a core</source>
        <translation>同时进行的运行数，每个核心最多一个</translation>
    </message>
    <message>
        <source>a run of each preset from each seed</source>
        <translation>每个预设用每个种子各运行一次</translation>
    </message>
    <message>
        <source>a Python file with your own layers</source>
        <translation>含有你写的层的 Python 文件</translation>
    </message>
    <message>
        <source>check again at every save</source>
        <translation>每次保存都重新检查</translation>
    </message>
    <message>
        <source>only this one (can be repeated)</source>
        <translation>只检查这一个（可重复）</translation>
    </message>
    <message>
        <source>at most so long (default 20)</source>
        <translation>最多这么久（默认 20）</translation>
    </message>
    <message>
        <source>print one JSON object</source>
        <translation>打印一个 JSON 对象</translation>
    </message>
    <message>
        <source>write the results as JUnit XML, too</source>
        <translation>同时把结果写成 JUnit XML</translation>
    </message>
    <message>
        <source>list the exercises and all mistakes</source>
        <translation>列出练习和所有错误</translation>
    </message>
    <message>
        <source>must be from 1 to 1024, got {0}</source>
        <translation>必须是 1 到 1024，得到的是 {0}</translation>
    </message>
    <message>
        <source>{0} (see cnnviz languages)</source>
        <translation>{0}（见 cnnviz languages）</translation>
    </message>
    <message>
        <source>there is neither a file nor a command called {0} (see cnnviz --help)</source>
        <translation>没有名为 {0} 的文件或命令（见 cnnviz --help）</translation>
    </message>
    <message>
        <source>`cnnviz COMMAND --help` says more.</source>
        <translation>`cnnviz COMMAND --help` 有更多说明。</translation>
    </message>
    <message>
        <source>in a terminal:</source>
        <translation>在终端中：</translation>
    </message>
    <message>
        <source>what the images are, where the guess is another</source>
        <translation>图像是什么，若推测有误</translation>
    </message>
    <message>
        <source>dark ink on light paper, to be inverted</source>
        <translation>浅色纸上的深色墨迹，需反相</translation>
    </message>
    <message>
        <source>transpose (as EMNIST), or degrees clockwise</source>
        <translation>转置（如 EMNIST），或顺时针的度数</translation>
    </message>
    <message>
        <source>the stored values that are black and white</source>
        <translation>表示黑和白的存储值</translation>
    </message>
    <message>
        <source>three channels</source>
        <translation>三个通道</translation>
    </message>
    <message>
        <source>one channel</source>
        <translation>一个通道</translation>
    </message>
    <message>
        <source>other sizes: centred as MNIST&apos;s digits, or scaled</source>
        <translation>其他大小：像 MNIST 的数字那样居中，或缩放</translation>
    </message>
    <message>
        <source>the classes to keep, or new names for all</source>
        <translation>要保留的类别，或所有类别的新名字</translation>
    </message>
    <message>
        <source>the share for testing, if it has none</source>
        <translation>用于测试的比例，若没有测试部分</translation>
    </message>
    <message>
        <source>which images and labels, where there are several</source>
        <translation>有多组时，用哪些图像和标签</translation>
    </message>
    <message>
        <source>a table&apos;s column of labels</source>
        <translation>表格的标签列</translation>
    </message>
    <message>
        <source>go on without the pictures that can&apos;t be read</source>
        <translation>不用无法读取的图片，继续下去</translation>
    </message>
    <message>
        <source>reading the images</source>
        <translation>读取图像</translation>
    </message>
    <message>
        <source>pictures and weights: {0}</source>
        <translation>画面和权重：{0}</translation>
    </message>
    <message>
        <source>test accuracy: {0} ({1} images)</source>
        <translation>测试准确率：{0}（{1} 张图像）</translation>
    </message>
    <message>
        <source>how its images were prepared isn&apos;t known: 0 to 1 is assumed (--preprocessing says otherwise)</source>
        <translation>它的图像怎样预处理不得而知：按 0 到 1 处理（可用 --preprocessing 指定）</translation>
    </message>
    <message>
        <source>its network gives {0} outputs, not one for each of {1} classes</source>
        <translation>它的网络给出 {0} 个输出，不是 {1} 个类别各一个</translation>
    </message>
    <message>
        <source>its network doesn&apos;t take these images ({0})</source>
        <translation>它的网络不接受这些图像（{0}）</translation>
    </message>
    <message>
        <source>Choose another file, or the classes to test (--classes)</source>
        <translation>请选择另一个文件，或要测试的类别（--classes）</translation>
    </message>
    <message>
        <source>says something about --data, which is missing</source>
        <translation>是关于 --data 的说明，而 --data 没有给出</translation>
    </message>
    <message>
        <source>it is no map of names</source>
        <translation>它不是名字的对应表</translation>
    </message>
    <message>
        <source>Write {&quot;theirs&quot;: &quot;ours&quot;, ...}</source>
        <translation>请写 {&quot;theirs&quot;: &quot;ours&quot;, ...}</translation>
    </message>
    <message>
        <source>its network gives {0} numbers, not one a class</source>
        <translation>它的网络给出 {0} 个数，不是每个类别一个</translation>
    </message>
    <message>
        <source>assumed: the network&apos;s outputs are, in order, {0}</source>
        <translation>假定：网络的输出依次是 {0}</translation>
    </message>
    <message>
        <source>its preprocessing makes no sense ({0})</source>
        <translation>它的预处理没有意义（{0}）</translation>
    </message>
    <message>
        <source>Choose another file, or images for it (--data)</source>
        <translation>请选择另一个文件，或适合它的图像（--data）</translation>
    </message>
    <message>
        <source>Write a line `theirs -&gt; ours` for each tensor</source>
        <translation>请为每个张量写一行 `theirs -&gt; ours`</translation>
    </message>
    <message>
        <source>{0} of {1} runs</source>
        <translation>{1} 个运行中的 {0} 个</translation>
    </message>
    <message>
        <source>table, picture, weights and histories: {0}</source>
        <translation>表格、图片、权重和历史：{0}</translation>
    </message>
    <message>
        <source>Stopped with {0} of {1} runs finished; the same command goes on from here.</source>
        <translation>停止时 {1} 个运行中已完成 {0} 个；用同样的命令可从这里继续。</translation>
    </message>
    <message>
        <source>{0}: loss {1}</source>
        <translation>{0}：损失 {1}</translation>
    </message>
    <message>
        <source>the table is written, the picture isn&apos;t: Qt&apos;s libraries are missing ({0})</source>
        <translation>表格已写好，图片没有：缺少 Qt 的库（{0}）</translation>
    </message>
    <message>
        <source>{0} pictures: {1}</source>
        <translation>{0} 幅画面：{1}</translation>
    </message>
    <message>
        <source>expected WIDTHxHEIGHT in pixels, got {0}</source>
        <translation>应为以像素计的 宽x高，得到的是 {0}</translation>
    </message>
    <message>
        <source>expected 1 to 60 pictures a second, got {0}</source>
        <translation>应为每秒 1 到 60 幅画面，得到的是 {0}</translation>
    </message>
    <message>
        <source>{0}: it has no steps to show. Keep a run with cnnviz train --keep --out DIR.</source>
        <translation>{0}：其中没有可显示的步。请用 cnnviz train --keep --out DIR 保存运行。</translation>
    </message>
    <message>
        <source>No film was made</source>
        <translation>没有做成影片</translation>
    </message>
    <message>
        <source>it took too long</source>
        <translation>用时太长</translation>
    </message>
    <message>
        <source>{0} {1} %  {2} of {3}  {4}</source>
        <translation>{0} {1} %  {2}/{3}  {4}</translation>
    </message>
    <message>
        <source>epoch {0}  step {1}  loss {2}  accuracy {3}  lr {4}</source>
        <translation>轮 {0}  步 {1}  损失 {2}  准确率 {3}  学习率 {4}</translation>
    </message>
    <message>
        <source>Nothing was saved (--out DIR does).</source>
        <translation>没有保存任何东西（用 --out DIR 可保存）。</translation>
    </message>
    <message>
        <source>Weights and history are in {0}.</source>
        <translation>权重和历史在 {0} 中。</translation>
    </message>
    <message>
        <source>To go on: cnnviz train --resume {0} --out {1}</source>
        <translation>要继续：cnnviz train --resume {0} --out {1}</translation>
    </message>
    <message>
        <source>needs a folder to keep the run in: --out DIR</source>
        <translation>需要一个保存运行的文件夹：--out DIR</translation>
    </message>
    <message>
        <source>needs the run that has that step: --resume RUN</source>
        <translation>需要含有那一步的运行：--resume RUN</translation>
    </message>
    <message>
        <source>Stopped after step {0} of {1}.</source>
        <translation>在第 {0} 步停止，共 {1} 步。</translation>
    </message>
    <message>
        <source>a run that is resumed keeps its own</source>
        <translation>继续的运行使用它自己的设置</translation>
    </message>
    <message>
        <source>the run has steps {0} to {1}, not {2}</source>
        <translation>这次运行有第 {0} 到 {1} 步，没有第 {2} 步</translation>
    </message>
    <message>
        <source>Step {0} could not be made again to the last bit (another machine, or other threads). The run goes on from it as it was made here.</source>
        <translation>第 {0} 步无法逐位重现（换了机器，或线程数不同）。运行从这里重现的结果继续。</translation>
    </message>
    <message>
        <source>loss {0}, accuracy {1}</source>
        <translation>损失 {0}，准确率 {1}</translation>
    </message>
    <message>
        <source>epoch {0}/{1}, test {2}</source>
        <translation>第 {0}/{1} 轮，测试 {2}</translation>
    </message>
    <message>
        <source>Install them with: apt-get install {0} {1}</source>
        <translation>请安装：apt-get install {0} {1}</translation>
    </message>
    <message>
        <source>Qt&apos;s system libraries are missing ({0}). {1}</source>
        <translation>缺少 Qt 的系统库（{0}）。{1}</translation>
    </message>
    <message>
        <source>there is no display (DISPLAY and WAYLAND_DISPLAY are not set)</source>
        <translation>没有显示器（未设置 DISPLAY 和 WAYLAND_DISPLAY）</translation>
    </message>
    <message>
        <source>no display answers at {0}</source>
        <translation>{0} 处的显示器没有应答</translation>
    </message>
    <message>
        <source>Qt needs libraries for this screen: apt-get install {0}</source>
        <translation>Qt 在这个屏幕上需要一些库：apt-get install {0}</translation>
    </message>
    <message>
        <source>no Wayland display answers at {0}</source>
        <translation>{0} 处的 Wayland 显示器没有应答</translation>
    </message>
    <message>
        <source>WAYLAND_DISPLAY is not set</source>
        <translation>未设置 WAYLAND_DISPLAY</translation>
    </message>
    <message>
        <source>there is no language {0}: choose one of {1}, or system</source>
        <translation>没有语言 {0}：请选择 {1} 之一，或 system</translation>
    </message>
    <message>
        <source>Chinese (Simplified)</source>
        <translation>Chinese (Simplified)</translation>
    </message>
    <message>
        <source>--language needs the code of a language, such as zh_CN</source>
        <translation>--language 需要语言的代码，例如 zh_CN</translation>
    </message>
</context>
<context>
    <name>formula</name>
    <message>
        <source>x: what goes into the layer</source>
        <translation>x：进入这一层的数</translation>
    </message>
    <message>
        <source>y: what comes out of the layer</source>
        <translation>y：这一层给出的数</translation>
    </message>
    <message>
        <source>w: a weight, which the network learns</source>
        <translation>w：网络学习的权重</translation>
    </message>
    <message>
        <source>γ: the learned stretch, called weight</source>
        <translation>γ：学得的缩放，名为 weight</translation>
    </message>
    <message>
        <source>β: the learned shift, called bias</source>
        <translation>β：学得的平移，名为 bias</translation>
    </message>
    <message>
        <source>b: a bias, which the network learns</source>
        <translation>b：网络学习的偏置</translation>
    </message>
    <message>
        <source>dx: how the loss changes with what went in</source>
        <translation>dx：损失随输入的变化</translation>
    </message>
    <message>
        <source>dy: how the loss changes with what came out</source>
        <translation>dy：损失随输出的变化</translation>
    </message>
    <message>
        <source>dw: how the loss changes with the weight</source>
        <translation>dw：损失随权重的变化</translation>
    </message>
    <message>
        <source>db: how the loss changes with the bias</source>
        <translation>db：损失随偏置的变化</translation>
    </message>
    <message>
        <source>dz: how the loss changes with the logit</source>
        <translation>dz：损失随 logit 的变化</translation>
    </message>
    <message>
        <source>dp: how the loss changes with the probability</source>
        <translation>dp：损失随概率如何变化</translation>
    </message>
    <message>
        <source>dl: how the loss changes with l</source>
        <translation>dl：损失随 l 如何变化</translation>
    </message>
    <message>
        <source>l: the logarithm of a probability</source>
        <translation>l：概率的对数</translation>
    </message>
    <message>
        <source>g: the gradient of the weight</source>
        <translation>g：权重的梯度</translation>
    </message>
    <message>
        <source>g&apos;: the gradient with the weight&apos;s decay in it</source>
        <translation>g&apos;：加上了权重衰减的梯度</translation>
    </message>
    <message>
        <source>z: a logit, what the last layer says for a class</source>
        <translation>z：logit，最后一层对一个类别给出的数</translation>
    </message>
    <message>
        <source>p: the probability of a class</source>
        <translation>p：一个类别的概率</translation>
    </message>
    <message>
        <source>t: the target, 1 for the label, else 0</source>
        <translation>t：目标，标签处为 1，其余为 0</translation>
    </message>
    <message>
        <source>L: the loss</source>
        <translation>L：损失</translation>
    </message>
    <message>
        <source>N: how many images the batch has</source>
        <translation>N：批次有多少张图像</translation>
    </message>
    <message>
        <source>M: how many numbers the mean is over</source>
        <translation>M：均值对多少个数求</translation>
    </message>
    <message>
        <source>x̂: x less the mean, over the standard deviation</source>
        <translation>x̂：x 减去均值，再除以标准差</translation>
    </message>
    <message>
        <source>μ: the mean</source>
        <translation>μ：均值</translation>
    </message>
    <message>
        <source>σ²: the variance</source>
        <translation>σ²：方差</translation>
    </message>
    <message>
        <source>σ⁻¹: one over the standard deviation</source>
        <translation>σ⁻¹：标准差的倒数</translation>
    </message>
    <message>
        <source>ε: a small number, so that nothing is divided by 0</source>
        <translation>ε：一个小数，避免除以 0</translation>
    </message>
    <message>
        <source>lr: the learning rate</source>
        <translation>lr：学习率</translation>
    </message>
    <message>
        <source>β₁: how much of the mean gradient goes on</source>
        <translation>β₁：梯度均值保留多少</translation>
    </message>
    <message>
        <source>β₂: how much of the mean square goes on</source>
        <translation>β₂：均方保留多少</translation>
    </message>
    <message>
        <source>α: how much of the mean square goes on</source>
        <translation>α：均方保留多少</translation>
    </message>
    <message>
        <source>n: which image of the batch</source>
        <translation>n：批次的哪张图像</translation>
    </message>
    <message>
        <source>o: which output</source>
        <translation>o：哪个输出</translation>
    </message>
    <message>
        <source>c: which input channel</source>
        <translation>c：哪个输入通道</translation>
    </message>
    <message>
        <source>i: which input, or which row of the kernel</source>
        <translation>i：哪个输入，或卷积核的哪一行</translation>
    </message>
    <message>
        <source>j: which class, or which column of the kernel</source>
        <translation>j：哪个类别，或卷积核的哪一列</translation>
    </message>
    <message>
        <source>k: which class</source>
        <translation>k：哪个类别</translation>
    </message>
    <message>
        <source>p: which row</source>
        <translation>p：哪一行</translation>
    </message>
    <message>
        <source>q: which column</source>
        <translation>q：哪一列</translation>
    </message>
    <message>
        <source>s: the stride</source>
        <translation>s：步幅</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>1 with the probability 1 - p, else 0: drawn at random</source>
        <translation>以概率 1 - p 为 1，否则为 0：随机抽取</translation>
    </message>
    <message>
        <source>1 for the winner, 0 for the others</source>
        <translation>胜者为 1，其余为 0</translation>
    </message>
    <message>
        <source>the first place with the largest x</source>
        <translation>x 最大的第一个位置</translation>
    </message>
    <message>
        <source>the larger of u and v after</source>
        <translation>u 与新 v 中较大的</translation>
    </message>
    <message>
        <source>window that saw x</source>
        <translation>看到 x 的窗口</translation>
    </message>
    <message>
        <source>output that used x</source>
        <translation>用到 x 的输出</translation>
    </message>
    <message>
        <source>1 if x won there, else 0</source>
        <translation>x 在那里胜出为 1，否则为 0</translation>
    </message>
    <message>
        <source>in use nothing is dropped</source>
        <translation>预测时不丢弃</translation>
    </message>
    <message>
        <source>in use, not in training</source>
        <translation>预测时，不是训练时</translation>
    </message>
    <message>
        <source>stays as it is in use</source>
        <translation>预测时不变</translation>
    </message>
    <message>
        <source>1 where x &gt; 0, else 0</source>
        <translation>x &gt; 0 时为 1，否则为 0</translation>
    </message>
    <message>
        <source>1 where x &gt; 0, else</source>
        <translation>x &gt; 0 时为 1，否则为</translation>
    </message>
    <message>
        <source>where x &gt; 0, else</source>
        <translation>（x &gt; 0），否则</translation>
    </message>
    <message>
        <source>1 for the label, else 0</source>
        <translation>标签处为 1，其余为 0</translation>
    </message>
    <message>
        <source>for the label, else 0</source>
        <translation>（标签处），其余为 0</translation>
    </message>
    <message>
        <source>places in the window</source>
        <translation>窗口的位置数</translation>
    </message>
    <message>
        <source>places on the map</source>
        <translation>在图上的位置数</translation>
    </message>
    <message>
        <source>images, classes</source>
        <translation>图像，类别</translation>
    </message>
    <message>
        <source>images, places</source>
        <translation>图像，位置</translation>
    </message>
    <message>
        <source>running_mean</source>
        <translation>滑动均值</translation>
    </message>
    <message>
        <source>running_var</source>
        <translation>滑动方差</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>the window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>预测时</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>count</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>pad</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>m: the mean gradient, PyTorch&apos;s exp_avg</source>
        <translation>m：平均梯度，即 PyTorch 的 exp_avg</translation>
    </message>
    <message>
        <source>v: the mean square of the gradient, PyTorch&apos;s exp_avg_sq</source>
        <translation>v：梯度的均方，即 PyTorch 的 exp_avg_sq</translation>
    </message>
    <message>
        <source>u: the largest v so far, PyTorch&apos;s max_exp_avg_sq</source>
        <translation>u：迄今最大的 v，即 PyTorch 的 max_exp_avg_sq</translation>
    </message>
    <message>
        <source>v: the velocity, PyTorch&apos;s momentum_buffer</source>
        <translation>v：动量缓冲，即 PyTorch 的 momentum_buffer</translation>
    </message>
    <message>
        <source>v: the mean square of the gradient, PyTorch&apos;s square_avg</source>
        <translation>v：梯度的均方，即 PyTorch 的 square_avg</translation>
    </message>
    <message>
        <source>a: the mean gradient, PyTorch&apos;s grad_avg</source>
        <translation>a：平均梯度，即 PyTorch 的 grad_avg</translation>
    </message>
    <message>
        <source>m: the velocity, PyTorch&apos;s momentum_buffer</source>
        <translation>m：动量缓冲，即 PyTorch 的 momentum_buffer</translation>
    </message>
    <message>
        <source>s: the sum of the squared gradients, PyTorch&apos;s sum</source>
        <translation>s：梯度平方的总和，即 PyTorch 的 sum</translation>
    </message>
</context>
<context>
    <name>glossary</name>
    <message>
        <source>activation</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>A number that a layer computes for the image on show.</source>
        <translation>某一层为所示图像算出的一个数。</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>An optimiser that gives every weight a step size of its own, from the mean of its gradients and of their squares.</source>
        <translation>一种优化器：由梯度的均值及其平方的均值，为每个权重定出各自的步长。</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>From the loss back to the image: how much each number took part in it, by the chain rule.</source>
        <translation>从损失回到图像：按链式法则求出每个数对损失的贡献。</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>The images that one training step looks at together; their losses are averaged.</source>
        <translation>一个训练步同时查看的图像；它们的损失取平均。</translation>
    </message>
    <message>
        <source>batch norm</source>
        <translation>批量归一化</translation>
    </message>
    <message>
        <source>A layer that brings each channel to mean 0 and variance 1 over the batch, then stretches and shifts it by two learned numbers.</source>
        <translation>使每个通道在该批次上均值为 0、方差为 1 的层，再用两个学得的数加以缩放和平移。</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>A learned number that is added to a sum of products; one for each output.</source>
        <translation>加到乘积之和上的一个学得的数；每个输出一个。</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>One of the maps that a layer makes, by a kernel of its own.</source>
        <translation>某一层用各自的卷积核得到的图之一。</translation>
    </message>
    <message>
        <source>convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>A kernel is laid over every place of the input: all products there are added up.</source>
        <translation>把卷积核放到输入的每个位置上：该处的所有乘积相加。</translation>
    </message>
    <message>
        <source>cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>The loss of a classifier: minus the logarithm of the probability that it gave the right class.</source>
        <translation>分类器的损失：它给正确类别的概率的对数取负。</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>丢弃法</translation>
    </message>
    <message>
        <source>While training, numbers are set to 0 at random, so that no unit relies on a single other one.</source>
        <translation>训练时随机将一些数置 0，使任何单元都不依赖另一个单元。</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Once through all training images, batch after batch.</source>
        <translation>逐批次地把所有训练图像过一遍。</translation>
    </message>
    <message>
        <source>feature map</source>
        <translation>特征图</translation>
    </message>
    <message>
        <source>What one kernel finds at each place of its input.</source>
        <translation>一个卷积核在输入的每个位置上找到的东西。</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>前向</translation>
    </message>
    <message>
        <source>From the image to the answer, layer after layer.</source>
        <translation>从图像逐层到答案。</translation>
    </message>
    <message>
        <source>gather</source>
        <translation>收集</translation>
    </message>
    <message>
        <source>Backward, seen from an input: it collects from all outputs that it was used in.</source>
        <translation>从输入的角度看反向：它从所有用到它的输出处收集梯度。</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>How much the loss would change if this number grew a little, divided by how much it grew.</source>
        <translation>若此数略微增大，损失的变化量除以增大量。</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>The weights of a convolution: a small pattern that is laid over every place of its input.</source>
        <translation>卷积的权重：放到输入每个位置上的一个小图案。</translation>
    </message>
    <message>
        <source>keyframe</source>
        <translation>关键帧</translation>
    </message>
    <message>
        <source>A step of the run that was kept whole, so that the steps after it can be made again.</source>
        <translation>运行中被完整保存的一步，之后的各步可由它重新算出。</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far an update goes: the step size that gradients are multiplied by.</source>
        <translation>更新走多远：与梯度相乘的步长。</translation>
    </message>
    <message>
        <source>next rate</source>
        <translation>下一步学习率</translation>
    </message>
    <message>
        <source>The learning rate of the next step, as the schedule or a hand has set it.</source>
        <translation>下一步的学习率，由调度或手动设定。</translation>
    </message>
    <message>
        <source>logit</source>
        <translation>logit</translation>
    </message>
    <message>
        <source>What the last layer says for a class, before softmax: any number; the largest one wins.</source>
        <translation>softmax 之前最后一层对某个类别给出的数：任意值；最大者胜出。</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>One number for how wrong the answer is; training makes it smaller. 0 would be perfect.</source>
        <translation>表示答案错得多厉害的一个数；训练使它变小，0 为完美。</translation>
    </message>
    <message>
        <source>max pooling</source>
        <translation>最大池化</translation>
    </message>
    <message>
        <source>Of every small window only the largest number goes on.</source>
        <translation>每个小窗口中只有最大的数继续向前。</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>How much of the update before goes on in the next one, as a ball keeps rolling.</source>
        <translation>上一次更新有多少延续到下一次，如同球继续滚动。</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>The length of many numbers taken as one arrow: the root of the sum of their squares.</source>
        <translation>把许多数看作一个箭头时的长度：平方和的平方根。</translation>
    </message>
    <message>
        <source>one cycle</source>
        <translation>单周期</translation>
    </message>
    <message>
        <source>The learning rate rises at first and then falls to almost 0, once in the run.</source>
        <translation>学习率在运行中先升后降到接近 0，仅一次。</translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>The rule that makes an update of the weights out of their gradients.</source>
        <translation>由梯度得出权重更新的规则。</translation>
    </message>
    <message>
        <source>padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Zeros around the input, so that the kernel can be laid over its edge as well.</source>
        <translation>输入四周的零，使卷积核也能放到边缘上。</translation>
    </message>
    <message>
        <source>probe</source>
        <translation>探针</translation>
    </message>
    <message>
        <source>The image on show, sent alone through the newest weights as when testing.</source>
        <translation>所示图像单独经过最新的权重，如同测试时。</translation>
    </message>
    <message>
        <source>receptive field</source>
        <translation>感受野</translation>
    </message>
    <message>
        <source>The pixels that one place of a layer can see.</source>
        <translation>某一层的一个位置所能看到的像素。</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>A layer that lets positive numbers pass and makes negative ones 0.</source>
        <translation>让正数通过、把负数变为 0 的层。</translation>
    </message>
    <message>
        <source>RMS</source>
        <translation>均方根</translation>
    </message>
    <message>
        <source>Root mean square, the usual size of many numbers whatever their signs.</source>
        <translation>均方根：不论正负，许多数的通常大小。</translation>
    </message>
    <message>
        <source>scatter</source>
        <translation>分发</translation>
    </message>
    <message>
        <source>Backward, seen from an output: it hands its gradient on to all its inputs.</source>
        <translation>从输出的角度看反向：它把梯度分给它的所有输入。</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The number that all chance of a run comes from: the same seed, the same run.</source>
        <translation>一次运行的全部随机性所来自的数：种子相同，运行相同。</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>Stochastic gradient descent: each weight moves against its gradient on one batch.</source>
        <translation>随机梯度下降：每个权重沿其在一个批次上的梯度的反方向移动。</translation>
    </message>
    <message>
        <source>softmax</source>
        <translation>softmax</translation>
    </message>
    <message>
        <source>Makes probabilities of logits: e to the power of each, divided by the sum of them all.</source>
        <translation>把 logit 变为概率：各取 e 的幂，再除以总和。</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>How far numbers usually lie from their mean: the root of the variance.</source>
        <translation>各数通常离均值多远：方差的平方根。</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>One update of all weights, from one batch.</source>
        <translation>由一个批次对所有权重作的一次更新。</translation>
    </message>
    <message>
        <source>stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>By how many places the window moves from one output to the next.</source>
        <translation>从一个输出到下一个输出，窗口移动的格数。</translation>
    </message>
    <message>
        <source>test acc</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>How many of all test images were read right, in per cent; behind @ stands the step.</source>
        <translation>全部测试图像中识别正确的百分比；@ 之后为所在的步。</translation>
    </message>
    <message>
        <source>trace</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>One recorded batch: every number of its forward, its backward and its update.</source>
        <translation>一个被记录的批次：其前向、反向和更新中的每一个数。</translation>
    </message>
    <message>
        <source>train acc</source>
        <translation>训练准确率</translation>
    </message>
    <message>
        <source>How many images of the step&apos;s own batch were read right, before its update, in per cent.</source>
        <translation>这一步自己的批次在更新之前识别正确的百分比。</translation>
    </message>
    <message>
        <source>twin</source>
        <translation>孪生网络</translation>
    </message>
    <message>
        <source>The same run without the mistake: same seed, same batches.</source>
        <translation>没有该错误的同一次运行：种子相同，批次相同。</translation>
    </message>
    <message>
        <source>update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>What a step does to a weight: usually minus the learning rate times its gradient.</source>
        <translation>一步对权重所做的改变：通常为负的学习率乘以梯度。</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>方差</translation>
    </message>
    <message>
        <source>How far numbers spread: the mean of their squared distances from the mean.</source>
        <translation>各数的分散程度：到均值距离平方的平均。</translation>
    </message>
    <message>
        <source>velocity</source>
        <translation>动量缓冲</translation>
    </message>
    <message>
        <source>What SGD with momentum steps along: the sum of the gradients so far, older ones fading. v for short; PyTorch calls it momentum_buffer.</source>
        <translation>带动量的 SGD 沿着它走步：迄今梯度的累积和，旧的逐渐淡出。简写为 v；PyTorch 称之为 momentum_buffer。</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>A learned number that an input is multiplied by.</source>
        <translation>与输入相乘的一个学得的数。</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Each step makes every weight a little smaller, besides its gradient&apos;s update.</source>
        <translation>除梯度更新外，每一步都使每个权重略微变小。</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>from map to map</source>
        <translation>从特征图到特征图</translation>
    </message>
    <message>
        <source>another layer of the block</source>
        <translation>块的另一层</translation>
    </message>
    <message>
        <source>other channels; with Shift, other kernels</source>
        <translation>其他通道；加 Shift 为其他卷积核</translation>
    </message>
    <message>
        <source>the number in the middle of the selected map</source>
        <translation>所选特征图中央的数</translation>
    </message>
    <message>
        <source>the number beside the selected one</source>
        <translation>所选数旁边的数</translation>
    </message>
    <message>
        <source>from a number to its gradient and back</source>
        <translation>从一个数到它的梯度，再返回</translation>
    </message>
    <message>
        <source>more of what the selected number was made of</source>
        <translation>所选数的更多组成项</translation>
    </message>
</context>
<context>
    <name>images</name>
    <message>
        <source>it is not a picture that can be read</source>
        <translation>这不是可以读取的图片</translation>
    </message>
    <message>
        <source>Choose a PNG or JPEG file</source>
        <translation>请选择 PNG 或 JPEG 文件</translation>
    </message>
    <message>
        <source>it has {0} x {1} pixels</source>
        <translation>它有 {0} x {1} 像素</translation>
    </message>
    <message>
        <source>Make it smaller: a digit is read in 28 x 28</source>
        <translation>请缩小它：数字是按 28 x 28 读取的</translation>
    </message>
    <message>
        <source>it is cut off: its end is missing</source>
        <translation>它被截断了：末尾缺失</translation>
    </message>
    <message>
        <source>Fetch it again, or choose another picture</source>
        <translation>请重新获取，或选择另一张图片</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>它已损坏</translation>
    </message>
    <message>
        <source>Choose another picture</source>
        <translation>请选择另一张图片</translation>
    </message>
</context>
<context>
    <name>inspector</name>
    <message>
        <source>pad</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>and {0:,} more, together</source>
        <translation>另有 {0:,} 项，合计</translation>
    </message>
    <message>
        <source>fold to the largest {0}</source>
        <translation>折叠为最大的 {0} 项</translation>
    </message>
    <message>
        <source>image {0}</source>
        <translation>图像 {0}</translation>
    </message>
    <message>
        <source>product</source>
        <translation>乘积</translation>
    </message>
    <message>
        <source>‹ larger</source>
        <translation>‹ 较大</translation>
    </message>
    <message>
        <source>smaller ›</source>
        <translation>较小 ›</translation>
    </message>
    <message>
        <source>the sum of all {0:,} terms equals the recorded number</source>
        <translation>全部 {0:,} 项之和等于记录的数</translation>
    </message>
    <message>
        <source>equals the recorded number</source>
        <translation>等于记录的数</translation>
    </message>
    <message>
        <source>worked out from its terms</source>
        <translation>由各项算出</translation>
    </message>
    <message>
        <source>total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>does not equal the recorded number, which is {0}, not {1}</source>
        <translation>与记录的数不相等：记录的数是 {0}，不是 {1}</translation>
    </message>
    <message>
        <source>; worked out with 16 digits it is {0}, and the trace has {1}: that much is rounding</source>
        <translation>；以 16 位数字算得 {0}，而记录有 {1} 位：差别来自舍入</translation>
    </message>
    <message>
        <source>whole method</source>
        <translation>整个方法</translation>
    </message>
    <message>
        <source>Its numbers (each opens its page)</source>
        <translation>其中的数（各有一页）</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>From here</source>
        <translation>从这里出发</translation>
    </message>
    <message>
        <source>One image alone: there is no batch whose mean it would be.</source>
        <translation>只有一张图像：没有可以求均值的批次。</translation>
    </message>
    <message>
        <source>what the optimiser made of it, at a rate of {0}</source>
        <translation>优化器由此得出的，学习率 {0}</translation>
    </message>
    <message>
        <source>Sum over the {0} input channels, and the bias</source>
        <translation>对 {0} 个输入通道求和，再加偏置</translation>
    </message>
    <message>
        <source>The window, and the bias</source>
        <translation>窗口，以及偏置</translation>
    </message>
    <message>
        <source>window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>products</source>
        <translation>乘积</translation>
    </message>
    <message>
        <source>Input channel {0}: window × kernel</source>
        <translation>输入通道 {0}：窗口 × 卷积核</translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation>通道 {0}</translation>
    </message>
    <message>
        <source>No window ever saw this number, so nothing depends on it.</source>
        <translation>没有窗口看到过这个数，所以没有什么依赖于它。</translation>
    </message>
    <message>
        <source>turned</source>
        <translation>旋转后</translation>
    </message>
    <message>
        <source>Channel {0}: window of dY × kernel turned 180°</source>
        <translation>通道 {0}：dY 的窗口 × 旋转 180° 的卷积核</translation>
    </message>
    <message>
        <source>Sum over the {0} output {0:channel|channels}</source>
        <translation>对 {0} 个输出通道求和</translation>
    </message>
    <message>
        <source>W turned</source>
        <translation>W 旋转</translation>
    </message>
    <message>
        <source>Image {0}: what the weight saw × gradient there</source>
        <translation>图像 {0}：权重看到的数 × 那里的梯度</translation>
    </message>
    <message>
        <source>Image {0}: all gradients of channel {1}</source>
        <translation>图像 {0}：通道 {1} 的所有梯度</translation>
    </message>
    <message>
        <source>of {0} maps</source>
        <translation>{0} 张特征图</translation>
    </message>
    <message>
        <source>of the image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation>它所在的位置</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>how the loss depends on it</source>
        <translation>损失怎样依赖于它</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>what the step made of it</source>
        <translation>这一步把它变成了什么</translation>
    </message>
    <message>
        <source>what the step made of it, by {0}</source>
        <translation>这一步用 {0} 由它得出的</translation>
    </message>
    <message>
        <source>after the step</source>
        <translation>这一步之后</translation>
    </message>
    <message>
        <source>of the label&apos;s own logit</source>
        <translation>标签自己的 logit 的梯度</translation>
    </message>
    <message>
        <source>the same number in {0}: its page goes on</source>
        <translation>同一个数在 {0} 中：它的页面由此继续</translation>
    </message>
    <message>
        <source>Go on to the neighbour</source>
        <translation>转到相邻的数</translation>
    </message>
    <message>
        <source>Where the number stands on the curve</source>
        <translation>这个数在曲线上的位置</translation>
    </message>
    <message>
        <source>what came in</source>
        <translation>进来的数</translation>
    </message>
    <message>
        <source>what went on</source>
        <translation>传下去的数</translation>
    </message>
    <message>
        <source>slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>how much of a small change passes</source>
        <translation>小变化能通过多少</translation>
    </message>
    <message>
        <source>gradient that came back</source>
        <translation>传回来的梯度</translation>
    </message>
    <message>
        <source>slope × dy</source>
        <translation>斜率 × dy</translation>
    </message>
    <message>
        <source>The number was positive: the gate is open and it passes unchanged.</source>
        <translation>这个数是正的：门打开，原样通过。</translation>
    </message>
    <message>
        <source>The number was not positive: the gate is closed and 0 goes on.</source>
        <translation>这个数不是正的：门关闭，传下去的是 0。</translation>
    </message>
    <message>
        <source>The gate was open, so the gradient passes back unchanged.</source>
        <translation>门是开的，所以梯度原样传回。</translation>
    </message>
    <message>
        <source>The gate was closed: a small change of the number changes nothing, so the gradient is 0.</source>
        <translation>门是关的：这个数略微变化不会改变任何东西，所以梯度是 0。</translation>
    </message>
    <message>
        <source>Nothing is struck out when the network is only used: the number passes.</source>
        <translation>预测时不丢弃任何数：这个数通过。</translation>
    </message>
    <message>
        <source>Drawn to stay: it passes, made larger to make up for those struck out.</source>
        <translation>被抽中保留：它通过，并放大以补偿被丢弃的数。</translation>
    </message>
    <message>
        <source>Struck out at random in this batch: 0 goes on.</source>
        <translation>在这个批次中被随机丢弃：传下去的是 0。</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>1 stays, 0 is struck out</source>
        <translation>1 保留，0 丢弃</translation>
    </message>
    <message>
        <source>with p = {0:g}</source>
        <translation>p = {0:g}</translation>
    </message>
    <message>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>their product</source>
        <translation>它们的乘积</translation>
    </message>
    <message>
        <source>running variance</source>
        <translation>滑动方差</translation>
    </message>
    <message>
        <source>This is where it begins: nothing in this batch made this number.</source>
        <translation>这里是起点：这个批次中没有什么产生它。</translation>
    </message>
    <message>
        <source>What it is made of</source>
        <translation>它由什么组成</translation>
    </message>
    <message>
        <source>Its terms</source>
        <translation>它的各项</translation>
    </message>
    <message>
        <source>what goes into a layer; X for short</source>
        <translation>进入一层的数；简写 X</translation>
    </message>
    <message>
        <source>what comes out of a layer; Y for short</source>
        <translation>一层给出的数；简写 Y</translation>
    </message>
    <message>
        <source>how the loss would change if a layer&apos;s output grew; dY for short</source>
        <translation>一层的输出增大时损失如何变化；简写 dY</translation>
    </message>
    <message>
        <source>how the loss would change if a layer&apos;s input grew; dX for short</source>
        <translation>一层的输入增大时损失如何变化；简写 dX</translation>
    </message>
    <message>
        <source>numbers that the network learns; W for short</source>
        <translation>网络学习的数；简写 W</translation>
    </message>
    <message>
        <source>a learned number that is added everywhere</source>
        <translation>处处都加上的一个学得的数</translation>
    </message>
    <message>
        <source>how the loss would change if the number grew, over the batch</source>
        <translation>这个数增大时损失如何变化，按整个批次计</translation>
    </message>
    <message>
        <source>as it is after the step</source>
        <translation>这一步之后的值</translation>
    </message>
    <message>
        <source>how much of a small change an activation lets through</source>
        <translation>激活函数让小变化通过多少</translation>
    </message>
    <message>
        <source>1 for numbers that dropout kept, 0 for those it struck out</source>
        <translation>1 表示保留的数，0 表示被丢弃的数</translation>
    </message>
    <message>
        <source>where in its window the largest number stood</source>
        <translation>最大的数在窗口中的位置</translation>
    </message>
    <message>
        <source>the number less the mean, over the standard deviation</source>
        <translation>这个数减去均值，再除以标准差</translation>
    </message>
    <message>
        <source>one over the standard deviation</source>
        <translation>标准差的倒数</translation>
    </message>
    <message>
        <source>what the last layer says for each class; any number</source>
        <translation>最后一层对每个类别给出的数，可以是任意值</translation>
    </message>
    <message>
        <source>the softmax of the logits: positive, with sum 1</source>
        <translation>logit 的 softmax：都为正，和为 1</translation>
    </message>
    <message>
        <source>the logarithms of the probabilities</source>
        <translation>概率的对数</translation>
    </message>
    <message>
        <source>the velocity: a running sum of gradients, older ones fading</source>
        <translation>动量缓冲：梯度的累积和，旧的逐渐淡出</translation>
    </message>
    <message>
        <source>going back, the window slides the other way, so the kernel is met turned by 180 degrees; dY is the gradient of the output</source>
        <translation>反向时窗口朝另一个方向滑动，所以遇到的卷积核旋转了 180 度；dY 是输出的梯度</translation>
    </message>
    <message>
        <source>γ is the learned stretch, σ the standard deviation, μ the mean, M how many numbers</source>
        <translation>γ 是学得的缩放，σ 是标准差，μ 是均值，M 是数的个数</translation>
    </message>
    <message>
        <source>z is the logit, p the probability, y or t the target: 1 for the label, else 0</source>
        <translation>z 是 logit，p 是概率，y 或 t 是目标：标签处为 1，其余为 0</translation>
    </message>
    <message>
        <source>the loss is a mean over images, so a gradient is a sum over them</source>
        <translation>损失是各图像的平均值，所以梯度是对各图像求和</translation>
    </message>
    <message>
        <source>a gradient is a slope: it can be measured by moving a little</source>
        <translation>梯度是斜率：稍微移动一下就能测出来</translation>
    </message>
    <message>
        <source>pad 0</source>
        <translation>填充 0</translation>
    </message>
    <message>
        <source>The gradient ledger</source>
        <translation>梯度账本</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>被挡住</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>A layer&apos;s row opens the number where most was stopped, or where most went on.</source>
        <translation>点击一层的行，打开被挡住最多或通过最多之处的数。</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>struck out</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>落选</translation>
    </message>
    <message>
        <source>Σ |dY| of {0}</source>
        <translation>{0} 的 Σ |dY|</translation>
    </message>
    <message>
        <source>Σ |dX| of {0}</source>
        <translation>{0} 的 Σ |dX|</translation>
    </message>
    <message>
        <source>ReLU closed {0:,} of {1:,} gates, and stopped {2} % of the |gradient| that met them.</source>
        <translation>ReLU 关闭了 {1:,} 个门中的 {0:,} 个，挡住了到达那里的 |梯度| 的 {2} %。</translation>
    </message>
    <message>
        <source>Max-pooling gave nothing to {0:,} of {1:,} numbers: they had lost their window.</source>
        <translation>最大池化对 {1:,} 个数中的 {0:,} 个什么也没有给：它们在窗口中落选了。</translation>
    </message>
    <message>
        <source>Dropout had struck out {0:,} of {1:,} numbers, and stopped {2} % of the |gradient|.</source>
        <translation>丢弃法丢弃了 {1:,} 个数中的 {0:,} 个，挡住了 |梯度| 的 {2} %。</translation>
    </message>
    <message>
        <source>gradient of output {0}</source>
        <translation>输出 {0} 的梯度</translation>
    </message>
    <message>
        <source>input {0}</source>
        <translation>输入 {0}</translation>
    </message>
    <message>
        <source>contribution</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>Sum over the {0} input channels</source>
        <translation>对 {0} 个输入通道求和</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>the sum of all {0} {0:product|products} equals the recorded number</source>
        <translation>全部 {0} 个乘积之和等于记录的数</translation>
    </message>
    <message>
        <source>the sum of all {0} {0:product|products} and the bias equals the recorded number</source>
        <translation>全部 {0} 个乘积与偏置之和等于记录的数</translation>
    </message>
    <message>
        <source>, plus a bias</source>
        <translation>，再加偏置</translation>
    </message>
    <message>
        <source>{0} {0:input|inputs}, a weight each</source>
        <translation>{0} 个输入，各有一个权重</translation>
    </message>
    <message>
        <source>{0} {0:output|outputs} used it</source>
        <translation>{0} 个输出用到了它</translation>
    </message>
    <message>
        <source>this image&apos;s share</source>
        <translation>这张图像的份额</translation>
    </message>
    <message>
        <source>Image {0}</source>
        <translation>图像 {0}</translation>
    </message>
    <message>
        <source>Image by image, the largest first</source>
        <translation>逐张图像，最大的在前</translation>
    </message>
    <message>
        <source>The largest products first</source>
        <translation>最大的乘积在前</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>{0} classes, row by row</source>
        <translation>{0} 个类别，逐行</translation>
    </message>
    <message>
        <source>what the last layer says</source>
        <translation>最后一层给出的数</translation>
    </message>
    <message>
        <source>max</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>largest z</source>
        <translation>最大的 z</translation>
    </message>
    <message>
        <source>taken off, so that nothing overflows</source>
        <translation>先减去它，避免溢出</translation>
    </message>
    <message>
        <source>over all {0} classes</source>
        <translation>对全部 {0} 个类别求和</translation>
    </message>
    <message>
        <source>exp / Σ exp</source>
        <translation>exp / Σ exp</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>1 for the label, else 0</source>
        <translation>标签处为 1，其余为 0</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>平滑后</translation>
    </message>
    <message>
        <source>(p - t) / {0}</source>
        <translation>(p - t) / {0}</translation>
    </message>
    <message>
        <source>loss of this image</source>
        <translation>这张图像的损失</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>-ln p of the label: the loss of this image</source>
        <translation>标签的 -ln p：这张图像的损失</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>the mean of all {0}</source>
        <translation>全部 {0} 张的平均</translation>
    </message>
    <message>
        <source>-ln p of the class that the gradient is for</source>
        <translation>梯度所针对的类别的 -ln p</translation>
    </message>
    <message>
        <source>The chosen number</source>
        <translation>所选的数</translation>
    </message>
    <message>
        <source>Raising the logit of {0} lowers the loss, which asks for {1}.</source>
        <translation>{0} 的 logit 增大会使损失下降：损失针对的是 {1}。</translation>
    </message>
    <message>
        <source>Raising the logit of {0} raises the loss, which asks for {1}.</source>
        <translation>{0} 的 logit 增大会使损失上升：损失针对的是 {1}。</translation>
    </message>
    <message>
        <source>only </source>
        <translation>仅</translation>
    </message>
    <message>
        <source>Raising the logit of {0} lowers the loss: the network gave the right answer {1}{2} %.</source>
        <translation>{0} 的 logit 增大会使损失下降：网络给正确答案{1} {2} %。</translation>
    </message>
    <message>
        <source>Raising the logit of {0} raises the loss: it took {1} %, and the answer is {2}.</source>
        <translation>{0} 的 logit 增大会使损失上升：它占了 {1} %，而答案是 {2}。</translation>
    </message>
    <message>
        <source>Label smoothing {0:g}: the target is {1:.3g} for the label and {2:.3g} for every other class.</source>
        <translation>标签平滑 {0:g}：标签的目标是 {1:.3g}，其他每个类别是 {2:.3g}。</translation>
    </message>
    <message>
        <source>Not computed yet: it counts every gradient of the way back.</source>
        <translation>还没有算出来：它要统计反向途中的每个梯度。</translation>
    </message>
    <message>
        <source>Counting the gradients of {0} {0:image|images} ...</source>
        <translation>正在统计 {0} 张图像的梯度…</translation>
    </message>
    <message>
        <source>√ Σ |gradient|</source>
        <translation>√ Σ |梯度|</translation>
    </message>
    <message>
        <source>all {0} images of step {1:,}</source>
        <translation>第 {1:,} 步的全部 {0} 张图像</translation>
    </message>
    <message>
        <source>one image, at step {0:,}</source>
        <translation>一张图像，第 {0:,} 步</translation>
    </message>
    <message>
        <source>The gradient flows from the loss down to the pixel. Gates that were closed on the way forward stop it on the way back; a pooling window hands all of it to its winner.</source>
        <translation>梯度从损失一直流向像素。前向时关闭的门，反向时也把它挡住；池化窗口把全部梯度交给胜者。</translation>
    </message>
    <message>
        <source>What each of the {0} images adds</source>
        <translation>{0} 张图像各自的贡献</translation>
    </message>
    <message>
        <source>image 1</source>
        <translation>图像 1</translation>
    </message>
    <message>
        <source>sum {0}</source>
        <translation>和 {0}</translation>
    </message>
    <message>
        <source>-ln {0} / {1}</source>
        <translation>-ln {0} / {1}</translation>
    </message>
    <message>
        <source>adds</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>all {0} images</source>
        <translation>全部 {0} 张图像</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>number</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>mean of {0:,} numbers</source>
        <translation>{0:,} 个数的均值</translation>
    </message>
    <message>
        <source>running mean</source>
        <translation>滑动均值</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>the learned stretch (weight)</source>
        <translation>学得的缩放（权重）</translation>
    </message>
    <message>
        <source>the learned shift (bias)</source>
        <translation>学得的平移（偏置）</translation>
    </message>
    <message>
        <source>Where the {0:,} numbers of the {1} stand</source>
        <translation>{1}的 {0:,} 个数所在的位置</translation>
    </message>
    <message>
        <source>through its own x̂</source>
        <translation>通过它自己的 x̂</translation>
    </message>
    <message>
        <source>gradient of this output</source>
        <translation>这个输出的梯度</translation>
    </message>
    <message>
        <source>over all {0:,}</source>
        <translation>对全部 {0:,} 个</translation>
    </message>
    <message>
        <source>numbers in the {0}</source>
        <translation>{0}中的数</translation>
    </message>
    <message>
        <source>Three paths</source>
        <translation>三条路径</translation>
    </message>
    <message>
        <source>One path: in use the statistics stand still</source>
        <translation>一条路径：预测时统计量固定不变</translation>
    </message>
    <message>
        <source>; over the batch all dx come to {0}, as nearly 0 as rounding allows</source>
        <translation>；在批次上所有 dx 之和为 {0}，在舍入误差之内就是 0</translation>
    </message>
    <message>
        <source>it raises μ, which lowers all {0:,}</source>
        <translation>它抬高 μ，使全部 {0:,} 个数降低</translation>
    </message>
    <message>
        <source>it widens σ, which shrinks all {0:,}</source>
        <translation>它扩大 σ，使全部 {0:,} 个数缩小</translation>
    </message>
    <message>
        <source>Image {0}: its largest terms, by row and column</source>
        <translation>图像 {0}：最大的各项，按行和列</translation>
    </message>
    <message>
        <source>Image {0} adds {1}.</source>
        <translation>图像 {0} 贡献 {1}。</translation>
    </message>
    <message>
        <source>all images</source>
        <translation>所有图像</translation>
    </message>
    <message>
        <source>{0}, its label</source>
        <translation>{0}，它的标签</translation>
    </message>
    <message>
        <source>{0}, the target</source>
        <translation>{0}，目标</translation>
    </message>
    <message>
        <source>the whole batch</source>
        <translation>整个批次</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>col</source>
        <translation>列</translation>
    </message>
    <message>
        <source>axis {0}</source>
        <translation>轴 {0}</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>input channel</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>window of X</source>
        <translation>X 的窗口</translation>
    </message>
    <message>
        <source>outside the map: never wins</source>
        <translation>在图外：从不胜出</translation>
    </message>
    <message>
        <source>winner:  1 × dY = {0}</source>
        <translation>胜者：1 × dY = {0}</translation>
    </message>
    <message>
        <source>loser:  0 × dY = 0</source>
        <translation>落选：0 × dY = 0</translation>
    </message>
    <message>
        <source>{0} numbers, one winner</source>
        <translation>{0} 个数，一个胜者</translation>
    </message>
    <message>
        <source>{0} numbers, one mean</source>
        <translation>{0} 个数，一个平均值</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>The cells of the window</source>
        <translation>窗口的格子</translation>
    </message>
    <message>
        <source>winner takes all</source>
        <translation>胜者全得</translation>
    </message>
    <message>
        <source>all shares added up</source>
        <translation>所有份额相加</translation>
    </message>
    <message>
        <source>No window ever saw this number.</source>
        <translation>没有窗口看到过这个数。</translation>
    </message>
    <message>
        <source>Forward: {0} numbers, one winner</source>
        <translation>前向：{0} 个数，一个胜者</translation>
    </message>
    <message>
        <source>Forward: a mean</source>
        <translation>前向：平均值</translation>
    </message>
    <message>
        <source>Backward: the gradient goes back the same way</source>
        <translation>反向：梯度原路返回</translation>
    </message>
    <message>
        <source>The {0} cells of the window</source>
        <translation>窗口的 {0} 个格子</translation>
    </message>
    <message>
        <source>an equal share of each window</source>
        <translation>每个窗口的相等份额</translation>
    </message>
    <message>
        <source>equals the recorded number; a tie would go to the first</source>
        <translation>等于记录的数；若相等则取第一个</translation>
    </message>
    <message>
        <source>× 1: it won</source>
        <translation>× 1：它胜出</translation>
    </message>
    <message>
        <source>dX, from all windows</source>
        <translation>dX，来自所有窗口</translation>
    </message>
    <message>
        <source>× 0: it lost</source>
        <translation>× 0：它落败</translation>
    </message>
    <message>
        <source>outside the map: doesn&apos;t count</source>
        <translation>在图外：不计入</translation>
    </message>
    <message>
        <source>outside the map: counts as 0</source>
        <translation>在图外：按 0 计</translation>
    </message>
    <message>
        <source>equals the recorded number; {0} were equal, the first of them won</source>
        <translation>等于记录的数；有 {0} 个相等，第一个胜出</translation>
    </message>
    <message>
        <source>{0} windows overlap here; it won {1} of them</source>
        <translation>这里有 {0} 个窗口重叠；它在其中 {1} 个里胜出</translation>
    </message>
    <message>
        <source>{0} windows overlap here</source>
        <translation>这里有 {0} 个窗口重叠</translation>
    </message>
    <message>
        <source>The places are counted from the top left, row by row</source>
        <translation>位置从左上角开始逐行计数</translation>
    </message>
    <message>
        <source>the winner&apos;s place</source>
        <translation>胜者的位置</translation>
    </message>
    <message>
        <source>This was the largest of its {0} numbers, so it receives the whole gradient. The others receive exactly 0.</source>
        <translation>它是 {0} 个数中最大的，所以得到全部梯度。其余的得到的恰好是 0。</translation>
    </message>
    <message>
        <source>This was the first of the largest of its {0} numbers, so it receives the whole gradient. The others receive exactly 0.</source>
        <translation>它是 {0} 个数中最大的几个里的第一个，所以得到全部梯度。其余的得到的恰好是 0。</translation>
    </message>
    <message>
        <source>It won {0} of the {1} windows that saw it, and receives their gradients.</source>
        <translation>看到它的 {1} 个窗口中，它赢得了 {0} 个，并得到它们的梯度。</translation>
    </message>
    <message>
        <source>An equal number stands before it in its window, and the first of the largest goes on: this one changed nothing, and receives exactly 0.</source>
        <translation>窗口中在它之前有一个相等的数，最大的几个里第一个被选中：这个数什么也没有改变，得到的恰好是 0。</translation>
    </message>
    <message>
        <source>Another number of its window was larger: this one changed nothing, and receives exactly 0.</source>
        <translation>窗口中有另一个数更大：它没有改变任何东西，得到的恰好是 0。</translation>
    </message>
    <message>
        <source>the same number, as {0}</source>
        <translation>同一个数，作为 {0}</translation>
    </message>
    <message>
        <source>here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>Why this gradient is zero</source>
        <translation>为什么这个梯度是零</translation>
    </message>
    <message>
        <source>Prove it</source>
        <translation>验证它</translation>
    </message>
    <message>
        <source>Runs beside training; nothing is changed</source>
        <translation>与训练并行运行；不改变任何东西</translation>
    </message>
    <message>
        <source>Another nudge: too large bends, too small rounds</source>
        <translation>换一个微移量：太大会弯曲，太小有舍入误差</translation>
    </message>
    <message>
        <source>loss with the number a little lower</source>
        <translation>这个数略小时的损失</translation>
    </message>
    <message>
        <source>loss with the number a little higher</source>
        <translation>这个数略大时的损失</translation>
    </message>
    <message>
        <source>numeric</source>
        <translation>数值微分</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>what the backward pass said</source>
        <translation>反向传播给出的结果</translation>
    </message>
    <message>
        <source>Nudge it by ±{0}</source>
        <translation>微移 ±{0}</translation>
    </message>
    <message>
        <source>the number</source>
        <translation>这个数</translation>
    </message>
    <message>
        <source>Nudge {0}, run the network again: does the loss move as it should?</source>
        <translation>微微移动{0}，再运行网络：损失是否如预期变化？</translation>
    </message>
    <message>
        <source>Running with ±{0} …</source>
        <translation>正以 ±{0} 运行…</translation>
    </message>
    <message>
        <source>Try ±{0}</source>
        <translation>试试 ±{0}</translation>
    </message>
    <message>
        <source>the number from before the step</source>
        <translation>这一步之前的那个数</translation>
    </message>
    <message>
        <source>the number that this is the gradient of</source>
        <translation>本页梯度所对应的那个数</translation>
    </message>
    <message>
        <source>its logit</source>
        <translation>它的 logit</translation>
    </message>
    <message>
        <source>their difference / {0}</source>
        <translation>两者之差 / {0}</translation>
    </message>
    <message>
        <source>A kink: the slope is {0} to the left and {1} to the right, for within the nudge a ReLU or a pooling window changes its mind. Any slope between the two is right.</source>
        <translation>有一个拐点：左边斜率 {0}，右边斜率 {1}，因为在微移之内某个 ReLU 或池化窗口改变了选择。介于两者之间的任何斜率都是对的。</translation>
    </message>
    <message>
        <source>The recorded one is not between them.</source>
        <translation>记录的斜率不在两者之间。</translation>
    </message>
    <message>
        <source>Both are zero, as nearly as rounding can tell.</source>
        <translation>两者都是零，在舍入误差之内。</translation>
    </message>
    <message>
        <source>They agree: relative error {0}. The trace has 7 digits, the nudged runs have 16.</source>
        <translation>两者一致：相对误差 {0}。记录有 7 位有效数字，微移的运行有 16 位。</translation>
    </message>
    <message>
        <source>They agree as far as can be told, relative error {0}: so small a nudge leaves the losses too few of their 16 digits.</source>
        <translation>在能够分辨的范围内一致，相对误差 {0}：微移这么小，损失的 16 位数字所剩太少。</translation>
    </message>
    <message>
        <source>They differ by {0}, and the loss is as good as a straight line here: what the backward pass said is not its slope.</source>
        <translation>两者相差 {0}，而损失在这里几乎就是一条直线：反向传播给出的不是它的斜率。</translation>
    </message>
    <message>
        <source>They differ by {0}: over so wide a step the loss is no straight line, for a ReLU or a pool changes its mind on the way. Try a smaller nudge.</source>
        <translation>两者相差 {0}：步子这么大时损失不是直线，因为途中某个 ReLU 或池化改变了选择。请试试更小的微移。</translation>
    </message>
    <message>
        <source>They differ by {0}, which rounding may explain: the trace has 7 digits, and p - y of a sure answer has fewer.</source>
        <translation>相差 {0}，可能只是舍入：记录有 7 位数字，而很有把握的答案的 p - y 位数更少。</translation>
    </message>
    <message>
        <source>Why this gradient should be zero</source>
        <translation>为什么这个梯度应当为零</translation>
    </message>
    <message>
        <source>Whatever it is, the loss stays the same: the right gradient is zero.</source>
        <translation>不管它是多少，损失都不变：正确的梯度是零。</translation>
    </message>
    <message>
        <source>Not computed yet. It is made later: {0}.</source>
        <translation>还没有算出来。它在后面得出：{0}。</translation>
    </message>
    <message>
        <source>Go on to there</source>
        <translation>前往那一步</translation>
    </message>
    <message>
        <source>relative error {0}</source>
        <translation>相对误差 {0}</translation>
    </message>
    <message>
        <source>{0} adds this bias to a whole channel; {1} then takes off the mean, and the bias with it.</source>
        <translation>{0} 把这个偏置加到整个通道上；{1} 随后减去均值，偏置也随之消去。</translation>
    </message>
    <message>
        <source>Whatever it is, the loss stays the same: what is left is rounding.</source>
        <translation>无论它是多少，损失都不变：剩下的只是舍入误差。</translation>
    </message>
    <message>
        <source>velocity</source>
        <translation>动量缓冲</translation>
    </message>
    <message>
        <source>mean square</source>
        <translation>均方</translation>
    </message>
    <message>
        <source>mean gradient</source>
        <translation>梯度均值</translation>
    </message>
    <message>
        <source>largest v</source>
        <translation>最大的 v</translation>
    </message>
    <message>
        <source>sum of squares</source>
        <translation>平方和</translation>
    </message>
    <message>
        <source>old weight</source>
        <translation>旧权重</translation>
    </message>
    <message>
        <source>new weight</source>
        <translation>新权重</translation>
    </message>
    <message>
        <source>change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>up</source>
        <translation>增大</translation>
    </message>
    <message>
        <source>down</source>
        <translation>减小</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排对照</translation>
    </message>
    <message>
        <source>The optimiser&apos;s terms</source>
        <translation>优化器的各项</translation>
    </message>
    <message>
        <source>Rounded to the weight&apos;s own digits (float32), a step of {0} is {1}.</source>
        <translation>按权重自身的精度（float32）舍入后，步长 {0} 成为 {1}。</translation>
    </message>
    <message>
        <source>Kept, and new</source>
        <translation>保留的，与新的</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>dampening</source>
        <translation>阻尼</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>learning rate decay</source>
        <translation>学习率衰减</translation>
    </message>
    <message>
        <source>{0}, step {1:,}: {2}</source>
        <translation>{0}，第 {1:,} 步：{2}</translation>
    </message>
    <message>
        <source>the gradient with the weight&apos;s decay in it, as the step took it</source>
        <translation>加上了权重衰减的梯度，即这一步所用的梯度</translation>
    </message>
    <message>
        <source>w</source>
        <translation>w</translation>
    </message>
    <message>
        <source>the weight before</source>
        <translation>之前的权重</translation>
    </message>
    <message>
        <source>of this batch</source>
        <translation>本批次的</translation>
    </message>
    <message>
        <source>before the step</source>
        <translation>这一步之前</translation>
    </message>
    <message>
        <source>{0} of {1} pull the other way</source>
        <translation>{1} 张中有 {0} 张拉向另一边</translation>
    </message>
    <message>
        <source>Whose gradient is it? {0} images</source>
        <translation>是谁的梯度？{0} 张图像</translation>
    </message>
    <message>
        <source>No image pulls anywhere</source>
        <translation>没有图像在拉动它</translation>
    </message>
    <message>
        <source>mean {0}, sum {1}</source>
        <translation>均值 {0}，总和 {1}</translation>
    </message>
    <message>
        <source>the step taken</source>
        <translation>所走的一步</translation>
    </message>
    <message>
        <source>the step</source>
        <translation>这一步</translation>
    </message>
    <message>
        <source>A column an image, already divided by {0}; choose one to look into it. Image {1} gives {2}.</source>
        <translation>每张图像一列，已除以 {0}；选择一张深入查看。图像 {1} 给出 {2}。</translation>
    </message>
    <message>
        <source>the other {0} {1}</source>
        <translation>其余 {0} {1}</translation>
    </message>
    <message>
        <source>bias {0}</source>
        <translation>偏置 {0}</translation>
    </message>
    <message>
        <source>{0} in 10{1}</source>
        <translation>{0}（×10{1}）</translation>
    </message>
    <message>
        <source>{0}  × {1}  = {2}</source>
        <translation>{0}  × {1}  = {2}</translation>
    </message>
    <message>
        <source>rows {0}-{1} of {2}, columns {3}-{4} of {5}</source>
        <translation>行 {0}-{1}，共 {2}；列 {3}-{4}，共 {5}</translation>
    </message>
    <message>
        <source>columns to the left</source>
        <translation>左边的列</translation>
    </message>
    <message>
        <source>columns to the right</source>
        <translation>右边的列</translation>
    </message>
    <message>
        <source>rows above</source>
        <translation>上面的行</translation>
    </message>
    <message>
        <source>rows below</source>
        <translation>下面的行</translation>
    </message>
    <message>
        <source>arriving {0}  stopped {1}  leaving {2}  {3} of {4} {5}</source>
        <translation>到达 {0}  挡住 {1}  传下 {2}  {4} 个中的 {3} 个{5}</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>What is added up: {0} {0:number|numbers}</source>
        <translation>相加的 {0} 个数</translation>
    </message>
</context>
<context>
    <name>menus</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Step through a batch</source>
        <translation>逐步走过批次</translation>
    </message>
    <message>
        <source>Draw and change</source>
        <translation>画和修改</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>打开最近的</translation>
    </message>
</context>
<context>
    <name>overrides</name>
    <message>
        <source>This part couldn&apos;t be drawn: {0}</source>
        <translation>这一部分无法绘制：{0}</translation>
    </message>
</context>
<context>
    <name>pictures</name>
    <message>
        <source>This picture can&apos;t be read: {0}.</source>
        <translation>无法读取这张图片：{0}。</translation>
    </message>
    <message>
        <source>it has no pixels</source>
        <translation>它没有像素</translation>
    </message>
    <message>
        <source>it has {0} x {1} pixels; make it smaller</source>
        <translation>它有 {0} x {1} 像素；请缩小它</translation>
    </message>
    <message>
        <source>Copy the picture: {0}</source>
        <translation>复制图片：{0}</translation>
    </message>
    <message>
        <source>Save the picture: {0}</source>
        <translation>保存图片：{0}</translation>
    </message>
    <message>
        <source>network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>whole window</source>
        <translation>整个窗口</translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>Networks with a usual recipe</source>
        <translation>常用方案的网络</translation>
    </message>
    <message>
        <source>Recipes: as others published them</source>
        <translation>方案：按他人发表的</translation>
    </message>
    <message>
        <source>Recipes: published ones, begun better</source>
        <translation>方案：已发表的，更好的起点</translation>
    </message>
    <message>
        <source>Experiment: the activation</source>
        <translation>实验：激活函数</translation>
    </message>
    <message>
        <source>Experiment: the optimiser</source>
        <translation>实验：优化器</translation>
    </message>
    <message>
        <source>Experiment: the pooling</source>
        <translation>实验：池化</translation>
    </message>
    <message>
        <source>Experiment: batch-norm</source>
        <translation>实验：批量归一化</translation>
    </message>
    <message>
        <source>Experiment: the first weights</source>
        <translation>实验：初始权重</translation>
    </message>
    <message>
        <source>Experiment: the learning rate</source>
        <translation>实验：学习率</translation>
    </message>
    <message>
        <source>a network of your own</source>
        <translation>自己的网络</translation>
    </message>
</context>
<context>
    <name>sandbox</name>
    <message>
        <source>pad -∞</source>
        <translation>填充 -∞</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>pad 0</source>
        <translation>填充 0</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 到 {1}</translation>
    </message>
    <message>
        <source>Output ({0}, {1}) looks at rows {2} and columns {3} of the input.</source>
        <translation>输出 ({0}, {1}) 看输入的第 {2} 行和第 {3} 列。</translation>
    </message>
    <message>
        <source>{0} of these places {0:lies|lie} on the border, which never wins.</source>
        <translation>其中 {0} 个位置在边框上，从不胜出。</translation>
    </message>
    <message>
        <source>{0} of these places {0:lies|lie} on the border and {0:counts|count} as 0.</source>
        <translation>其中 {0} 个位置在边框上，按 0 计算。</translation>
    </message>
    <message>
        <source>the stride leaves a rest of {0} {0:row|rows} and {1} {1:column|columns}</source>
        <translation>步幅剩下 {0} 行和 {1} 列</translation>
    </message>
    <message>
        <source>{0} {0:cell|cells} of the input {0:is|are} never read (crossed out): {1}.</source>
        <translation>输入中有 {0} 个格子从未被读取（打叉的）：{1}。</translation>
    </message>
    <message>
        <source>No window reads input ({0}, {1}): it changes nothing, and its gradient is 0.</source>
        <translation>没有窗口读取输入 ({0}, {1})：它不改变任何东西，梯度为 0。</translation>
    </message>
    <message>
        <source>Input ({0}, {1}) is read by {2} of the outputs. Backward, it gets the gradient dy of those in which it is the largest, and nothing of the others.</source>
        <translation>输入 ({0}, {1}) 被 {2} 个输出读取。反向时，它在哪些输出中最大，就得到那些输出的梯度 dy，其余的什么也不给。</translation>
    </message>
    <message>
        <source>Input ({0}, {1}) is read by {2} of the outputs. Backward, its gradient is the sum of their dy, each times the weight through which it was read: the kernel, turned by half.</source>
        <translation>输入 ({0}, {1}) 被 {2} 个输出读取。反向时，它的梯度是它们的 dy 各乘以读取时的权重之和：即旋转半圈的卷积核。</translation>
    </message>
    <message>
        <source>Input ({0}, {1}) is read by {2} of the outputs. Backward, it gets an equal share of the gradient dy of each.</source>
        <translation>输入 ({0}, {1}) 被 {2} 个输出读取。反向时，它从每个输出的梯度 dy 得到相等的份额。</translation>
    </message>
    <message>
        <source>the stride is longer than the window</source>
        <translation>步幅大于窗口</translation>
    </message>
    <message>
        <source>{0}, and {1}</source>
        <translation>{0}，且{1}</translation>
    </message>
</context>
<context>
    <name>stops</name>
    <message>
        <source>Each output is the sum of a window of every input map times a kernel, plus a bias.</source>
        <translation>每个输出是每张输入特征图的一个窗口乘以卷积核，全部相加再加偏置。</translation>
    </message>
    <message>
        <source>Of every window only the largest number goes on; where it stood is remembered.</source>
        <translation>每个窗口只有最大的数传下去；它的位置被记住。</translation>
    </message>
    <message>
        <source>Every window is replaced by its mean.</source>
        <translation>每个窗口由它的平均值代替。</translation>
    </message>
    <message>
        <source>Each channel is brought to mean 0 and variance 1 over the batch, then scaled and shifted.</source>
        <translation>每个通道在批次上变为均值 0、方差 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>Each number is brought to mean 0 and variance 1 over the batch, then scaled and shifted.</source>
        <translation>每个数在批次上变为均值 0、方差 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>Each pixel is brought to mean 0 and variance 1 over the batch, then scaled and shifted.</source>
        <translation>每个像素在批次上变为均值 0、方差 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>Each output is the sum of all inputs, every one times its own weight, plus a bias.</source>
        <translation>每个输出是所有输入各乘以自己的权重之和，再加偏置。</translation>
    </message>
    <message>
        <source>The maps become one row of numbers; not one of them changes.</source>
        <translation>特征图排成一行数；一个也不变。</translation>
    </message>
    <message>
        <source>Some numbers are struck out at random; the rest are scaled up to make up for them.</source>
        <translation>随机丢弃一些数；其余的放大以作补偿。</translation>
    </message>
    <message>
        <source>Negative numbers become 0, positive ones pass: the blue goes.</source>
        <translation>负数变为 0，正数通过：蓝色消失。</translation>
    </message>
    <message>
        <source>Positive numbers pass; negative ones are multiplied by the slope.</source>
        <translation>正数通过；负数乘以斜率。</translation>
    </message>
    <message>
        <source>Positive numbers pass; negative ones bend towards -alpha.</source>
        <translation>正数通过；负数弯向 -alpha。</translation>
    </message>
    <message>
        <source>Every number is squeezed between 0 and 1.</source>
        <translation>每个数都压缩到 0 和 1 之间。</translation>
    </message>
    <message>
        <source>Every number is squeezed between -1 and 1.</source>
        <translation>每个数都压缩到 -1 和 1 之间。</translation>
    </message>
    <message>
        <source>The numbers become probabilities: positive, with sum 1.</source>
        <translation>这些数变成概率：都为正，和为 1。</translation>
    </message>
    <message>
        <source>The numbers become logarithms of probabilities.</source>
        <translation>这些数变成概率的对数。</translation>
    </message>
    <message>
        <source>Each input gathers the gradients of all outputs it took part in, by the kernel turned 180 degrees.</source>
        <translation>每个输入通过旋转 180 度的卷积核，收集它所参与的所有输出的梯度。</translation>
    </message>
    <message>
        <source>The winner of each window receives the whole gradient, the others exactly 0.</source>
        <translation>每个窗口的胜者得到全部梯度，其余的恰好是 0。</translation>
    </message>
    <message>
        <source>Each gradient is shared out evenly over its window.</source>
        <translation>每个梯度在它的窗口上平均分配。</translation>
    </message>
    <message>
        <source>The gradient goes three ways: directly, through the channel&apos;s mean and through its variance.</source>
        <translation>梯度走三条路：直接地、通过通道的均值、通过它的方差。</translation>
    </message>
    <message>
        <source>The gradient goes three ways: directly, through the mean and through the variance.</source>
        <translation>梯度走三条路：直接地、通过均值、通过方差。</translation>
    </message>
    <message>
        <source>The gradient goes three ways: directly, through the pixel&apos;s mean and through its variance.</source>
        <translation>梯度走三条路：直接地、通过像素的均值、通过它的方差。</translation>
    </message>
    <message>
        <source>Each input gathers the gradients of all outputs, every one times its weight.</source>
        <translation>每个输入收集所有输出的梯度，各乘以自己的权重。</translation>
    </message>
    <message>
        <source>The row of gradients is folded back into maps.</source>
        <translation>一行梯度重新折叠成特征图。</translation>
    </message>
    <message>
        <source>The gradient passes where the number passed, scaled the same; elsewhere it is 0.</source>
        <translation>数通过的地方梯度也通过，缩放相同；其他地方是 0。</translation>
    </message>
    <message>
        <source>The gradient passes where the input was positive; elsewhere it is 0.</source>
        <translation>输入为正的地方梯度通过；其他地方是 0。</translation>
    </message>
    <message>
        <source>The gradient passes where the input was positive; elsewhere it is multiplied by the slope.</source>
        <translation>输入为正处梯度通过；其他处乘以斜率。</translation>
    </message>
    <message>
        <source>The gradient passes where the input was positive; elsewhere it fades.</source>
        <translation>输入为正的地方梯度通过；其他地方逐渐消失。</translation>
    </message>
    <message>
        <source>The gradient is multiplied by the slope s (1 - s): small where s is near 0 or 1.</source>
        <translation>梯度乘以斜率 s (1 - s)：s 接近 0 或 1 时很小。</translation>
    </message>
    <message>
        <source>The gradient is multiplied by the slope 1 - t²: small where t is near -1 or 1.</source>
        <translation>梯度乘以斜率 1 - t²：t 接近 -1 或 1 时很小。</translation>
    </message>
    <message>
        <source>Raising one probability lowers the others, so the gradients are mixed.</source>
        <translation>一个概率升高会使其他的降低，所以梯度是混合的。</translation>
    </message>
    <message>
        <source>The gradient becomes probability minus target, up to scale.</source>
        <translation>梯度变成概率减目标，只差一个系数。</translation>
    </message>
    <message>
        <source>How unlikely the network found the right answers, in one number. From here the gradients flow back.</source>
        <translation>用一个数表示网络认为正确答案有多不可能。梯度从这里往回流。</translation>
    </message>
    <message>
        <source>Every weight moves a little against its gradient: the only moment at which the network learns.</source>
        <translation>每个权重沿梯度的反方向移动一点：网络只在这一刻学习。</translation>
    </message>
    <message>
        <source>The mean and variance kept from training are taken, not those of a batch; then scaled and shifted.</source>
        <translation>使用训练时保存的均值和方差，而不是批次的；再缩放和平移。</translation>
    </message>
    <message>
        <source>The gradient is only scaled: the mean and variance kept from training don&apos;t depend on it.</source>
        <translation>梯度只作缩放：训练时保存的均值和方差与它无关。</translation>
    </message>
    <message>
        <source>Nothing is struck out when testing: numbers pass.</source>
        <translation>测试时不丢弃任何数：数直接通过。</translation>
    </message>
    <message>
        <source>Nothing was struck out, so the gradient passes.</source>
        <translation>没有丢弃任何数，所以梯度通过。</translation>
    </message>
    <message>
        <source>Each output is the sum of a window of every input map times a kernel.</source>
        <translation>每个输出是每个输入图的一个窗口乘以卷积核之和。</translation>
    </message>
    <message>
        <source>Each output is the sum of all inputs, every one times its own weight.</source>
        <translation>每个输出是所有输入各乘以自己的权重之和。</translation>
    </message>
</context>
<context>
    <name>taking</name>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Go to this image</source>
        <translation>转到此图像</translation>
    </message>
    <message>
        <source>Copy the picture of this image</source>
        <translation>复制此图像的图片</translation>
    </message>
    <message>
        <source>Save the picture of this image</source>
        <translation>保存此图像的图片</translation>
    </message>
    <message>
        <source>Copy its pixels as text</source>
        <translation>将其像素复制为文本</translation>
    </message>
    <message>
        <source>image {0}</source>
        <translation>图像 {0}</translation>
    </message>
</context>
<context>
    <name>tour</name>
    <message>
        <source>That didn&apos;t work; the message above says why.</source>
        <translation>没有成功；上方的消息说明了原因。</translation>
    </message>
    <message>
        <source>What this step speaks of is not in sight any more.</source>
        <translation>这一步所说的内容已不在视野中。</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>Opening the trained network …</source>
        <translation>正在打开训练好的网络…</translation>
    </message>
    <message>
        <source>A new network learns from a few batches …</source>
        <translation>一个新的网络正在从几个批次中学习…</translation>
    </message>
    <message>
        <source>Making a new network …</source>
        <translation>正在建立新的网络…</translation>
    </message>
    <message>
        <source>Recording the next batch …</source>
        <translation>正在记录下一个批次…</translation>
    </message>
    <message>
        <source>Drawing a three, stroke by stroke …</source>
        <translation>正在一笔一笔地画一个 3…</translation>
    </message>
    <message>
        <source>Training begins …</source>
        <translation>训练开始…</translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation>第 {0} 步，共 {1} 步</translation>
    </message>
    <message>
        <source>Back to my run</source>
        <translation>回到我的运行</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Your own run, at step {0}, is let go, as by Reset.</source>
        <translation>你自己的运行（停在第 {0} 步）不再继续，与按“重置”时相同。</translation>
    </message>
    <message>
        <source>The network that the tour has trained is let go.</source>
        <translation>导览中训练出的网络不再保留。</translation>
    </message>
    <message>
        <source>Keep this network</source>
        <translation>保留这个网络</translation>
    </message>
    <message>
        <source>Your own run waits at step {0}; it comes back when you leave.</source>
        <translation>你自己的运行停在第 {0} 步等候；离开时恢复。</translation>
    </message>
    <message>
        <source>Go on at step {0}, where you left it</source>
        <translation>从上次离开的第 {0} 步继续</translation>
    </message>
    <message>
        <source>A network that can read</source>
        <translation>一个会认数字的网络</translation>
    </message>
    <message>
        <source>This is LeNet-5, a small convolutional network, and it has learnt already: of 10,000 digits that it had never seen it reads 9,954 right. This is the real window: you may click anywhere.</source>
        <translation>这是 LeNet-5，一个小型卷积网络，它已经学过：10,000 个从未见过的数字中，它能读对 9,954 个。这是真正的窗口：你可以点击任何地方。</translation>
    </message>
    <message>
        <source>It looks at one image</source>
        <translation>它看一张图像</translation>
    </message>
    <message>
        <source>A handwritten digit, 28 by 28 pixels; each pixel is a number. Above it stand its label, which is the right answer, and what the network reads.</source>
        <translation>一个手写数字，28 乘 28 像素；每个像素是一个数。上方是它的标签，即正确答案，以及网络读出的结果。</translation>
    </message>
    <message>
        <source>From left to right: reading</source>
        <translation>从左到右：识别</translation>
    </message>
    <message>
        <source>Each column is made from the one before it. The first ones find strokes and edges; the last one has a row for every digit, and the longest bar is the answer. Orange numbers are positive, blue ones negative.</source>
        <translation>每一列由前一列算出。最前面的列寻找笔画和边缘；最后一列每个数字一行，最长的条就是答案。橙色的数为正，蓝色为负。</translation>
    </message>
    <message>
        <source>Kernels: what it has learnt</source>
        <translation>卷积核：它学到的东西</translation>
    </message>
    <message>
        <source>Each square is a kernel, 5 by 5 weights. It slides over the whole image and answers strongly where the image looks like it. Learning means finding good weights.</source>
        <translation>每个方块是一个卷积核，5 乘 5 个权重。它在整张图像上滑动，哪里与它相像，反应就强。学习就是找到好的权重。</translation>
    </message>
    <message>
        <source>Beneath: which way is better</source>
        <translation>下方：往哪边更好</translation>
    </message>
    <message>
        <source>This one has learnt from {batches} batches only. The loss says how wrong its answer is. Under every number stands its gradient: how the loss would change if that number grew. Orange: it would rise. Blue: it would fall.</source>
        <translation>这个网络只学过 {batches} 个批次。损失说明答案错得有多厉害。每个数下方是它的梯度：若那个数增大，损失如何变化。橙色：会上升。蓝色：会下降。</translation>
    </message>
    <message>
        <source>In the last column, in the right digit&apos;s row: which colour is it?</source>
        <translation>在最后一列中，正确数字的那一行：是什么颜色？</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Blue: if the right digit&apos;s number grew, the loss would fall.</source>
        <translation>蓝色：若正确数字的数增大，损失会下降。</translation>
    </message>
    <message>
        <source>One batch, step by step</source>
        <translation>一个批次，一步一步</translation>
    </message>
    <message>
        <source>The network learns from a batch of {images} images at a time. This one is recorded, every number of it. The track goes forward to the loss, then backward: drag along it, or use the arrows.</source>
        <translation>网络每次从 {images} 张图像的一个批次中学习。这个批次已被记录，每一个数都在。轨道先前向到损失，再反向：沿着它拖动，或用方向键。</translation>
    </message>
    <message>
        <source>A kernel and its gradient</source>
        <translation>一个卷积核和它的梯度</translation>
    </message>
    <message>
        <source>At the top the kernels, beneath them their gradients, gathered from all {images} images. Now each weight moves a little against its gradient, and the loss falls. That is learning.</source>
        <translation>上方是卷积核，下方是它们的梯度，由全部 {images} 张图像汇集而来。现在每个权重沿梯度的反方向移动一点，损失就下降。这就是学习。</translation>
    </message>
    <message>
        <source>A weight has orange beneath it. Which way does its gradient send it?</source>
        <translation>一个权重下方是橙色。它的梯度让它往哪边走？</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>增大</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>减小</translation>
    </message>
    <message>
        <source>Down: the loss would rise if it grew, so it becomes smaller.</source>
        <translation>减小：它增大的话损失会上升，所以它变小。</translation>
    </message>
    <message>
        <source>Click any number</source>
        <translation>点击任意一个数</translation>
    </message>
    <message>
        <source>The microscope shows the arithmetic behind it. This number is 25 pixels times 25 weights, added up, plus a bias. The page checks the sum.</source>
        <translation>显微镜显示它背后的算式。这个数是 25 个像素乘以 25 个权重，加起来，再加偏置。页面会核对总和。</translation>
    </message>
    <message>
        <source>And on, to where it comes from</source>
        <translation>再往前，看它从哪里来</translation>
    </message>
    <message>
        <source>Each number on a page opens a page of its own. We have followed one of the 25: it is a pixel, and here the way ends. The arrow at the top goes back, as in a browser.</source>
        <translation>页面上的每个数都能打开自己的页面。我们跟随了 25 个中的一个：它是一个像素，路到此为止。上方的箭头可以返回，就像浏览器。</translation>
    </message>
    <message>
        <source>Draw one yourself</source>
        <translation>自己画一个</translation>
    </message>
    <message>
        <source>While you draw, the whole network answers. Draw on, or clear the sheet and try your own: how bad must a digit be to fool it?</source>
        <translation>你一边画，整个网络一边回答。接着画，或清空画板自己试试：数字要写得多糟才能骗过它？</translation>
    </message>
    <message>
        <source>Now from the beginning</source>
        <translation>现在从头开始</translation>
    </message>
    <message>
        <source>A new network, its weights drawn by chance, learns while you watch. The loss falls, the accuracy rises, and the pictures above change with every batch.</source>
        <translation>一个新的网络，权重是随机的，当着你的面学习。损失下降，准确率上升，上方的画面随每个批次变化。</translation>
    </message>
    <message>
        <source>Your turn</source>
        <translation>轮到你了</translation>
    </message>
    <message>
        <source>Space trains and pauses. R records a batch: click any number of it. S has the settings: try a learning rate of 1. V shows which digits it gets wrong, and W lets you change its weights. F1 begins this tour again.</source>
        <translation>空格开始和暂停训练。R 记录一个批次：点击其中任意一个数。S 打开设置：试试学习率 1。V 显示它读错了哪些数字，W 可以修改它的权重。F1 重新开始导览。</translation>
    </message>
</context>
</TS>
