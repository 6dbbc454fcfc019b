using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The numbers that the fields of an update rule hold, by name. Where they lie is found once for each type of rule.</summary>
internal static class RuleNumbers<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields)] TRule> where TRule : unmanaged
{
    private static readonly (string Name, int Offset, Func<ReadOnlySpan<byte>, double> Read)[] s_numbers = [.. Find(typeof(TRule), [], "")];

    /// <summary>All numbers by the names of their fields, such as "beta1" of a field _beta1.</summary>
    public static IEnumerable<(string Name, double Value)> Read(TRule rule)
    {
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<TRule>(in rule));
        var values = new (string, double)[s_numbers.Length];
        for (int i = 0; i < values.Length; i++) values[i] = (s_numbers[i].Name, s_numbers[i].Read(bytes[s_numbers[i].Offset..]));
        return values;
    }

    /// <summary>The name of the first that is NaN; null if none is. Allocates nothing.</summary>
    public static string? FirstNaN(in TRule rule)
    {
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<TRule>(in rule));
        foreach (var (name, offset, read) in s_numbers)
            if (double.IsNaN(read(bytes[offset..]))) return name;
        return null;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The rule's own fields are kept; those of a struct in it may lose their names, and are not shown then.")]
    private static IEnumerable<(string, int, Func<ReadOnlySpan<byte>, double>)> Find(Type type, FieldInfo[] path, string prefix)
    {
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            FieldInfo[] here = [.. path, field];
            string name = prefix + NameOf(field);
            if (NumberType.Of(field.FieldType) is { } number) yield return (name, Offset(here, number.Filled), number.Read);
            else if (field.FieldType is { IsPrimitive: false, IsEnum: false, IsPointer: false } nested)
                foreach (var inner in Find(nested, here, name + ".")) yield return inner;
        }
    }

    /// <summary>A field's name without what compilers and habits add: eta of _eta, of &lt;eta&gt;P and of &lt;eta&gt;k__BackingField.</summary>
    private static string NameOf(FieldInfo field)
    {
        string name = field.Name;
        return name.StartsWith('<') && name.IndexOf('>') is > 1 and var end ? name[1..end] : name.TrimStart('_');
    }

    /// <summary>Where a field lies: the first byte that changes when all of its own do.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "A struct needs no constructor.")]
    [UnconditionalSuppressMessage("Trimming", "IL2087", Justification = "A struct needs no constructor.")]
    private static int Offset(FieldInfo[] path, object filled)
    {
        object value = filled;
        for (int i = path.Length - 1; i >= 0; i--)
        {
            object owner = RuntimeHelpers.GetUninitializedObject(i == 0 ? typeof(TRule) : path[i - 1].FieldType);
            path[i].SetValue(owner, value);
            value = owner;
        }

        var rule = (TRule)value;
        return MemoryMarshal.AsBytes(new ReadOnlySpan<TRule>(in rule)).IndexOfAnyExcept((byte)0);
    }
}

/// <summary>A type of fields that hold one number.</summary>
/// <param name="Read">The number, of the field's bytes.</param>
/// <param name="Filled">A value of the type whose bits are all 1.</param>
internal sealed record NumberType(Func<ReadOnlySpan<byte>, double> Read, object Filled)
{
    private static readonly Dictionary<Type, NumberType> s_all = new()
    {
        [typeof(FormulaValue)] = Create<FormulaValue>(static value => value.Double),
        [typeof(DecayRate)] = Create<DecayRate>(static rate => rate.Beta.Double),
        [typeof(double)] = Create<double>(static value => value),
        [typeof(float)] = Create<float>(static value => value),
    };

    /// <summary>What is known of a type; null if it holds no number, or several.</summary>
    public static NumberType? Of(Type type) => s_all.GetValueOrDefault(type);

    private static NumberType Create<T>(Func<T, double> number) where T : struct
    {
        Span<byte> ones = stackalloc byte[Unsafe.SizeOf<T>()];
        ones.Fill(0xff);
        return new(bytes => number(MemoryMarshal.Read<T>(bytes)), MemoryMarshal.Read<T>(ones));
    }
}
