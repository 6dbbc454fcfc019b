using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The numbers that the fields of an update rule hold, by name. Where they lie is found once for each type of rule.</summary>
internal static class RuleNumbers<TRule> where TRule : unmanaged
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

    private static IEnumerable<(string, int, Func<ReadOnlySpan<byte>, double>)> Find(Type type, FieldInfo[] path, string prefix)
    {
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            FieldInfo[] here = [.. path, field];
            string name = prefix + NameOf(field);
            if (field.FieldType == typeof(FormulaValue)) yield return (name, Offset(here), static bytes => MemoryMarshal.Read<FormulaValue>(bytes).Double);
            else if (field.FieldType == typeof(DecayRate)) yield return (name, Offset(here), static bytes => MemoryMarshal.Read<DecayRate>(bytes).Beta.Double);
            else if (field.FieldType == typeof(double)) yield return (name, Offset(here), static bytes => MemoryMarshal.Read<double>(bytes));
            else if (field.FieldType == typeof(float)) yield return (name, Offset(here), static bytes => MemoryMarshal.Read<float>(bytes));
            else if (field.FieldType is { IsPrimitive: false, IsEnum: false, IsPointer: false } nested)
                foreach (var number in Find(nested, here, name + ".")) yield return number;
        }
    }

    /// <summary>A field's name without what compilers and habits add: eta of _eta, of &lt;eta&gt;P and of &lt;eta&gt;k__BackingField.</summary>
    private static string NameOf(FieldInfo field)
    {
        string name = field.Name;
        return name.StartsWith('<') && name.IndexOf('>') is > 1 and var end ? name[1..end] : name.TrimStart('_');
    }

    /// <summary>Where a field lies: the first byte that changes when all of its own do.</summary>
    private static int Offset(FieldInfo[] path)
    {
        object value = Filled(path[^1].FieldType);
        for (int i = path.Length - 1; i >= 0; i--)
        {
            object owner = RuntimeHelpers.GetUninitializedObject(i == 0 ? typeof(TRule) : path[i - 1].FieldType);
            path[i].SetValue(owner, value);
            value = owner;
        }

        var rule = (TRule)value;
        return MemoryMarshal.AsBytes(new ReadOnlySpan<TRule>(in rule)).IndexOfAnyExcept((byte)0);
    }

    private static object Filled(Type type)
    {
        Span<byte> ones = stackalloc byte[64];
        ones.Fill(0xff);
        if (type == typeof(FormulaValue)) return MemoryMarshal.Read<FormulaValue>(ones);
        if (type == typeof(DecayRate)) return MemoryMarshal.Read<DecayRate>(ones);
        if (type == typeof(double)) return MemoryMarshal.Read<double>(ones);
        return MemoryMarshal.Read<float>(ones);
    }
}
