using System.Diagnostics;
using System.Globalization;

namespace NumericsCore;

/// <summary>
/// A tensor as a debugger shows it. Looking at one computes nothing: what a recording has not computed yet is said, not read, and no more than a
/// few elements are copied from a device.
/// </summary>
internal sealed class TensorDebugView(Tensor tensor)
{
    private const int MaxElements = 16;

    public Shape Shape => tensor.Shape;

    public ElementType ElementType => tensor.ElementType;

    public Device Device => tensor.Device;

    /// <summary>Whether the elements can be looked at.</summary>
    public string State => StateOf(tensor);

    /// <summary>The first elements in row-major order; empty where they cannot be looked at.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
    public double[] First => IsReadable(tensor) ? tensor.FirstElements(MaxElements) : [];

    /// <summary>The tensor on one line; the elements are left out on devices, whose work would be waited for.</summary>
    public static string TextOf(Tensor tensor)
    {
        string head = $"{(tensor is Variable { Name: { Length: > 0 } name } ? $"{name}: " : "")}Tensor {tensor.Shape} {tensor.ElementType.Name()}{(tensor.Device == Device.Cpu ? "" : $" on {tensor.Device}")}";
        if (!IsReadable(tensor)) return $"{head} ({StateOf(tensor)})";
        if (tensor.Device.Name != "cpu") return head;
        const int shown = 4;
        string[] elements = [.. tensor.FirstElements(shown).Select(static value => value.ToString("G6", CultureInfo.InvariantCulture))];
        return $"{head} {string.Join(", ", elements)}{(tensor.ElementCount > shown ? ", ..." : "")}".TrimEnd();
    }

    private static bool IsReadable(Tensor tensor) => !tensor.Memory.IsDisposed && tensor.Memory.PendingIn is null;

    private static string StateOf(Tensor tensor) => tensor.Memory.IsDisposed ? "disposed" : tensor.Memory.PendingIn is null ? "computed" : "not computed yet: part of a recording";
}
