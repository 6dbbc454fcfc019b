using System.Text;

namespace NumericsCore;

/// <summary>Checks before the first step that all processes train the same: they compare hashes of what each was given.</summary>
internal static class ProcessAgreement
{
    /// <exception cref="InvalidOperationException">Something differs: the same message in every process.</exception>
    public static void Require(IProcessGroup processes, Model model, FitPlan plan, bool shardsOptimizerState, int epochs, Tensor?[] data, IReadOnlyList<Callback> callbacks, string? resumeFrom)
    {
        string[] dataNames = ["training features", "training targets", "sample weights", "validation features", "validation targets"];
        var (optimizer, loss, metrics) = model.Compilation!;
        (string Name, byte[] Hash)[] compared =
        [
            ("version of NumericsCore", Version),
            ("training's settings", Of($"{plan} {epochs} {shardsOptimizerState}")),
            ("layers", OfLayers(model)),
            ("weights", Of(model.WeightsSha256())),
            ("optimizer", Of($"{optimizer.GetType()} {optimizer} {Bits(optimizer.LearningRate)} {Bits(optimizer.WeightDecay)} {optimizer.Decoupled} {Bits(optimizer.ClipNorm)} {Bits(optimizer.ClipValue)} {optimizer.StepCount}")),
            ("loss", Of($"{loss.GetType()} {loss.Name} {loss.Reduction} {string.Join(' ', (loss.ClassWeights ?? []).Select(static weight => Bits(weight)))}")),
            ("metrics", Of(string.Join('\n', metrics.Select(static metric => $"{metric.GetType()} {metric.Name}")))),
            ("callbacks with a state", Of(string.Join('\n', callbacks.Select(static callback => callback.StateName)))),
            ("checkpoint to go on from", resumeFrom is null ? Of("") : HashOf(resumeFrom)),
            .. dataNames.Zip(data, static (name, tensor) => (name, tensor is null ? Of("") : Of(tensor))),
        ];
        Require(processes, compared, "All processes call Fit with the same model, data and arguments, in the same version.");
    }

    /// <param name="processes">The processes.</param>
    /// <param name="compared">What is compared, each with its hash here; as many everywhere.</param>
    /// <param name="expected">A sentence that says what is expected.</param>
    /// <exception cref="InvalidOperationException">Something differs: the same message in every process.</exception>
    public static void Require(IProcessGroup processes, (string Name, byte[] Hash)[] compared, string expected)
    {
        int length = compared.Length * Sha256.DigestBytes;
        byte[] all = processes.AllGather(compared.SelectMany(static item => item.Hash).ToArray());

        for (int i = 0; i < compared.Length; i++)
        {
            var first = all.AsSpan(i * Sha256.DigestBytes, Sha256.DigestBytes);
            for (int rank = 1; rank < processes.Size; rank++)
            {
                if (!all.AsSpan(rank * length + i * Sha256.DigestBytes, Sha256.DigestBytes).SequenceEqual(first))
                    throw new InvalidOperationException($"Process {rank} of {processes.Size} differs from process 0 in the {compared[i].Name}. {expected}");
            }
        }
    }

    private static string Bits(double? value) => value is { } number ? BitConverter.DoubleToUInt64Bits(number).ToString("x16", System.Globalization.CultureInfo.InvariantCulture) : "none";

    /// <summary>The hash of this version of the library.</summary>
    public static byte[] Version => Of(typeof(Model).Assembly.GetName().Version!.ToString() + typeof(Model).Module.ModuleVersionId);

    /// <summary>The hash of a model's layers, without their weights.</summary>
    public static byte[] OfLayers(Model model) =>
        Of(string.Join('\n', model.NamedVariables.Select(static pair => $"{pair.Key} {pair.Value.Shape} {pair.Value.ElementType}").Append(model.Summary())));

    /// <summary>The hash of a text.</summary>
    public static byte[] Of(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        using var hash = Sha256.Begin(bytes.Length);
        hash.Append(bytes);
        return hash.Finish();
    }

    private static byte[] Of(Tensor tensor)
    {
        byte[] bytes = new byte[tensor.ElementCount * tensor.ElementType.ByteSize()];
        tensor.CopyBytesTo(bytes);
        using var hash = Sha256.Begin(bytes.Length);
        hash.Append(Encoding.UTF8.GetBytes($"{tensor.Shape} {tensor.ElementType}"));
        hash.Append(bytes);
        return hash.Finish();
    }

    private static byte[] HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.FromHexString(Sha256.Hex(file));
    }
}
