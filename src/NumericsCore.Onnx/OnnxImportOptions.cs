namespace NumericsCore.Onnx;

/// <summary>What a file may leave open.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>The shape of one sample, without the batch axis, where the file does not say it; null for what the file says.</summary>
    public Shape? InputShape { get; init; }

    /// <summary>The name of the output that the model is to have, where the file has several; null for the only one.</summary>
    public string? OutputName { get; init; }

    /// <summary>Where the parameters live; <see cref="Device.Default"/> if null.</summary>
    public Device? Device { get; init; }
}
