using System.Reflection;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests.Calls;

/// <summary>What a call uses is shown to visitors, which check it and keep it from going back to its pool: nothing is left out.</summary>
public class OperandVisitTests
{
    private const int Extent = 4;

    public static TheoryData<string> Names => [.. Types().Select(static type => type.Name)];

    [Fact]
    public void The_kinds_of_operands_are_many() => Assert.InRange(Names.Count, 15, 100);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_slice_is_visited(string name)
    {
        var cpu = new CpuBackend(1, SimdWidth.Bits);
        var type = Types().Single(type => type.Name == name);
        var memories = new Dictionary<DeviceMemory, string>(ReferenceEqualityComparer.Instance);
        object operands = Filled(type, "", cpu, memories);
        var visited = new Memories();
        Assert.NotEmpty(memories);
        typeof(OperandVisitTests).GetMethod(nameof(Visit), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [operands, visited]);
        Assert.Equal(memories.Values.Order(), visited.Found.Select(memory => memories[memory]).Order());
    }

    private static void Visit<TOperands>(object operands, OperandVisitor visitor) where TOperands : struct, IOperands<TOperands> => ((TOperands)operands).Visit(visitor);

    private static IEnumerable<Type> Types() =>
        from type in typeof(IOperands<>).Assembly.GetTypes()
        where type.IsValueType && type.GetInterfaces().Any(static face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IOperands<>))
        select type.IsGenericTypeDefinition ? type.MakeGenericType([.. type.GetGenericArguments().Select(static _ => typeof(float))]) : type;

    /// <summary>A value whose slices lie in memories of their own, whose extents are all the same, and of which no part is left out.</summary>
    private static object Filled(Type type, string path, CpuBackend cpu, Dictionary<DeviceMemory, string> memories)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Filled(inner, path, cpu, memories);
        if (type == typeof(bool)) return true;
        if (type.IsPrimitive) return type == typeof(nint) ? (nint)Extent : Convert.ChangeType(Extent, type, System.Globalization.CultureInfo.InvariantCulture);
        object value = RuntimeHelpers.GetUninitializedObject(type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Slice<>))
        {
            var slice = cpu.Empty<float>(1 << 10);
            memories.Add(slice.Memory, path);
            type.GetField(nameof(Slice<float>.Memory))!.SetValue(value, slice.Memory);
            type.GetField(nameof(Slice<float>.Length))!.SetValue(value, (nint)Extent);
            return value;
        }

        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (field.FieldType.IsValueType && !type.IsDefined(typeof(InlineArrayAttribute))) field.SetValue(value, Filled(field.FieldType, $"{path}.{field.Name}", cpu, memories));
        }

        return value;
    }

    private sealed class Memories : OperandVisitor
    {
        public HashSet<DeviceMemory> Found { get; } = new(ReferenceEqualityComparer.Instance);

        protected override void Visit(ref OperandSlice slice, int elementSize, nint needed, string name, OperandUse use) => Found.Add(slice.Memory!);
    }
}
