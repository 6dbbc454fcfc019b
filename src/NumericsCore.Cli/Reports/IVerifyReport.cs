using NumericsCore.Measurement;

namespace NumericsCore.Cli.Reports;

/// <summary>Shows what verify finds, check after check; each says whether it agrees.</summary>
internal interface IVerifyReport
{
    /// <summary>Before the checks.</summary>
    void Begin(Device device, MachineRecord machine);

    /// <summary>The summation orders.</summary>
    bool Order(IEnumerable<OrderRow> rows);

    /// <summary>The functions.</summary>
    bool Functions(IEnumerable<FunctionRow> rows);

    /// <summary>The training, by the SHA-256 of its weights.</summary>
    bool Training(string sha256, string expected);

    /// <summary>After the checks.</summary>
    void End(bool agrees);
}
