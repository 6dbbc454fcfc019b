using NumericsCore.Onnx;

namespace NumericsCore.Tests.Support;

/// <summary>What <see cref="OwnProcess"/> calls with the path of a model.</summary>
internal static class OwnCalls
{
    private const int Width = 4096;

    public static IReadOnlyDictionary<string, Action<string>> All { get; } = new Dictionary<string, Action<string>>
    {
        ["write 256 MiB"] = Write,
        ["import"] = static path => OnnxModel.Import(path),
    };

    private static void Write(string path)
    {
        // their values do not matter, and constants are soon made
        var model = new Sequential([.. Enumerable.Range(0, 4).Select(static _ => new Dense(Width, useBias: false, weightInitializer: Initializer.Constant(0.5)))]);
        model.Build([Width]);
        model.SaveOnnx(path);
    }
}
