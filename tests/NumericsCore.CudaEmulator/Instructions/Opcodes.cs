using System.Collections.Frozen;

namespace NumericsCore.CudaEmulator;

/// <summary>All PTX instructions that the emulator knows, by name.</summary>
internal static class Opcodes
{
    private static readonly FrozenDictionary<string, Opcode> s_byName = All().ToFrozenDictionary(opcode => opcode.Name);

    public static IReadOnlyCollection<string> Names => s_byName.Keys;

    public static Opcode? Find(string name) => s_byName.GetValueOrDefault(WithoutOrder(name));

    // orders and scopes of memory change nothing where accesses are done one after the other
    private static string WithoutOrder(string name)
    {
        string[] parts = name.Split('.');
        return parts[0] is not ("ld" or "st" or "atom" or "red") ? name : string.Join('.', parts
            .Where(part => part is not ("weak" or "volatile" or "relaxed" or "acquire" or "release" or "acq_rel" or "cta" or "gpu" or "sys"))
            .Select(part => part == "shared::cta" ? "shared" : part));
    }

    private static IEnumerable<Opcode> All() =>
    [
        .. MoveTable.Rows(), .. IntegerTable.Rows(), .. BitTable.Rows(), .. FloatTable.Rows(), .. CompareTable.Rows(), .. ConversionTable.Rows(),
        .. AddressTable.Rows(), .. MemoryTable.Rows(), .. AtomicTable.Rows(), .. AsyncCopyTable.Rows(), .. MatrixTable.Rows(), .. WarpTable.Rows(),
        .. ControlTable.Rows(),
    ];
}
