namespace NumericsCore.Analyzers.Tests;

/// <summary>What the rules for programs report, and what they leave alone.</summary>
public class ProgramRuleTests
{
    /// <summary>Statements of a method of a, b and c, tensors, and p and q, parameters.</summary>
    public static readonly string[] Compared =
    [
        "return [|a == b|];",
        "return [|a != b|];",
        "if (a is not null && [|a == b|]) return true; return false;",
        "return [|a.Equals(b)|];",
        "return [|Equals(a, b)|] || [|object.Equals(b, c)|];",
        "return ([|(a + b) == c|]) == true;",
        "return [|a == a.Relu()|];",
    ];

    public static readonly string[] Awaited =
    [
        "using (GradientMode.Disable()) { [|await|] Task.Yield(); }",
        "using var scope = GradientMode.Disable(); var y = model.Predict(x); [|await|] Write(y);",
        "using (IDisposable scope = GradientMode.Disable()) if (x.Rank == 2) [|await|] Write(x).ConfigureAwait(true);",
        "using (GradientMode.Disable()) [|await|] foreach (var batch in Batches()) model.Predict(batch);",
        "using (GradientMode.Disable()) { [|await|] using var file = new MemoryStream(); file.WriteByte(1); }",
        "using (GradientMode.Disable()) { using (GradientMode.Disable()) { [|await|] Write(x); } [|await|] Write(x); }",
        "using (GradientMode.Disable()) using (var file = new MemoryStream()) { [|await|] Write(x); }",
        "var scope = GradientMode.Disable(); try { [|await|] Write(x); } finally { scope.Dispose(); } await Write(x);",
    ];

    public static readonly string[] Twice =
    [
        "new Sequential(new Dense(8), new Dense(3, [|Activation.Softmax|])).Compile(new Adam(), new CategoricalCrossEntropy(fromLogits: true));",
        "var model = new Sequential(new Dense(3), [|new Softmax()|]); model.Compile(new Adam(), new CategoricalCrossEntropy(sparse: true, fromLogits: true), Metric.Accuracy);",
        "var model = new Sequential(new Dense(1), [|new Sigmoid()|], new Flatten()); var loss = new BinaryCrossEntropy(true); model.Compile(loss: loss, optimizer: new Sgd(0.1));",
        "Model model = new Sequential([new Dense(3), [|new Softmax()|], new Dropout(0.1)]); model.Compile(new Adam(), new KLDivergence(fromLogits: true));",
        "var last = new Dense(1, useBias: false, activation: [|Activation.Sigmoid|]); var model = new Sequential(new Sequential(new Dense(2), last)); model.Compile(new Adam(), new BinaryFocalCrossEntropy());",
        "var model = new Sequential(new Layer[] { new Dense(1), [|new Sigmoid()|] }); model.Compile(new Adam(), new Hinge());",
    ];

    private static readonly string[] s_fine =
    [
        "if (a == null || b is null || null != c) { }",
        "if (p == q || p != model.Parameters[0] || p.Equals(q) || a == p) { }",
        "if (ReferenceEquals(a, b) || (object)a == (object)b || a.Shape == b.Shape || Equals(a, null)) { }",
        "var seen = new HashSet<Tensor> { a, b }; if (seen.Contains(c)) { }",
        "using (GradientMode.Disable()) { Func<Task> later = async () => await Task.Yield(); async Task Local() => await Task.Yield(); } await Task.Yield();",
        "await Task.Yield(); using (GradientMode.Disable()) { model.Predict(a); } await Task.Yield(); { using var scope = GradientMode.Disable(); } await Task.Yield();",
        "var scope = GradientMode.Disable(); scope.Dispose(); await Task.Yield();",
        "using (var file = new MemoryStream()) { await file.WriteAsync(new byte[1]); }",
        "var loss = new BinaryCrossEntropy(); new Sequential(new Dense(1, Activation.Sigmoid)).Compile(new Adam(), loss); new Sequential(new Dense(1)).Compile(new Adam(), new BinaryCrossEntropy(fromLogits: true));",
        "var own = new Sequential(new Dense(1, Activation.Sigmoid)); own = new Sequential(new Dense(1)); own.Compile(new Adam(), new Hinge());",
        "Loss loss = new Hinge(); Change(ref loss); new Sequential(new Sigmoid()).Compile(new Adam(), loss);",
        "new Sequential(new Dense(1, Activation.Sigmoid), new Dense(1)).Compile(new Adam(), new Hinge()); new Sequential([new Sigmoid(), .. model.Children]).Compile(new Adam(), new Hinge());",
        "model.Compile(new Adam(), new Hinge()); new Sequential(new Dense(3, Activation.Softmax)).Compile(new Adam(), new CategoricalCrossEntropy(fromLogits: a.Rank == 1));",
    ];

    public static TheoryData<string> Comparisons => [.. Compared];

    public static TheoryData<string> Scopes => [.. Awaited];

    public static TheoryData<string> Models => [.. Twice];

    public static TheoryData<string> Fine => [.. s_fine];

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void Comparisons_of_tensors_as_objects_are_reported(string statements) => Sample.Program(statements, "bool").Reports("NCP0001");

    [Theory]
    [MemberData(nameof(Scopes))]
    public void What_leaves_a_thread_within_a_scope_is_reported(string statements) => Sample.Program(statements, "async Task").Reports("NCP0002");

    [Fact]
    public void An_iterator_that_gives_within_a_scope_is_reported() =>
        Sample.Program("using (GradientMode.Disable()) { [|yield|] return model.Predict(a); } yield return b;", "IEnumerable<Tensor>").Reports("NCP0002");

    [Theory]
    [MemberData(nameof(Models))]
    public void An_activation_before_a_loss_from_logits_is_reported(string statements) => Sample.Program(statements, "void", model: false).Reports("NCP0003");

    [Theory]
    [MemberData(nameof(Fine))]
    public void What_a_program_may_do_is_not(string statements)
    {
        var sample = Sample.Program(statements + " await Task.Yield();", "async Task");
        Assert.Empty(sample.Compilation().GetDiagnostics().Where(static one => one.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        Assert.Empty(sample.Diagnostics());
    }

    [Fact]
    public void Compile_refuses_what_is_reported()
    {
        Refuses(new Hinge(), new Dense(1), new Sigmoid(), new Flatten());
        Refuses(new BinaryFocalCrossEntropy(), new Sequential(new Dense(1, Activation.Sigmoid)));
        Refuses(new CategoricalCrossEntropy(fromLogits: true), new Dense(2, Activation.Softmax), new Dropout(0.1));
        Refuses(new CategoricalFocalCrossEntropy(fromLogits: true), new Softmax());
        Refuses(new KLDivergence(fromLogits: true), new Softmax());
        Refuses(new BinaryCrossEntropy(true), new Sigmoid());

        static void Refuses(Loss loss, params Layer[] layers) => Assert.Throws<ArgumentException>(() => new Sequential(layers).Compile(new Adam(), loss));
    }

    [Fact]
    public void Messages_say_what_was_compared_and_what_the_model_ends_with()
    {
        Assert.Equal("'a == b' says whether both are one object, not whether their elements are the same. Compare a.ToDoubleArray() with b.ToDoubleArray(), or write ReferenceEquals.", Message(Sample.Program(Compared[0], "bool")));
        Assert.Equal("The model ends with 'Activation.Softmax', but the loss CategoricalCrossEntropy takes logits: Compile refuses the two together. Leave the activation out, which is the more accurate way, or take a loss of probabilities.", Message(Sample.Program(Twice[0], "void")));

        static string Message(Sample sample) => sample.Diagnostics().Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture);
    }
}
