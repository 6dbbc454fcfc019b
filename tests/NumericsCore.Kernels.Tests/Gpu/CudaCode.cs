using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace NumericsCore.Kernels.Tests;

/// <summary>The kernels, each closed over a few formulas, and their CUDA code, found out without a GPU.</summary>
internal static class CudaCode
{
    private static readonly Context s_context = GpuContext.Create(_ => { });
    private static readonly ConcurrentDictionary<(CudaArchitecture, CudaInstructionSet), PTXBackend> s_backends = new();
    private static readonly ConcurrentDictionary<(Type Kernel, CudaArchitecture Architecture, CudaInstructionSet Instructions), string> s_texts = new();

    // what generic kernels are closed over, by the interface that a parameter asks for
    private static readonly Type[] s_unary = [typeof(Identity), typeof(Sigmoid), typeof(FormulaValueTests.LeakyRelu)];
    private static readonly Type[] s_zips = [typeof(Zip2<Divide>), typeof(Zip3<Pullback<Tanh>>), typeof(Zip4<PullbackRight<Power>>)];
    private static readonly Type[] s_reductions = [typeof(Sum), typeof(Max)];
    private static readonly Type[] s_pairs = [typeof(Divide), typeof(SquaredError)];
    private static readonly Type[] s_softmaxes = [typeof(SoftmaxResult), typeof(LogSoftmaxResult)];
    private static readonly Type[] s_lengths = [typeof(ShortRows), typeof(LongRows)];
    private static readonly Type[] s_layouts = [typeof(LinesAlongK), typeof(LinesAcrossK)];
    private static readonly Type[] s_units = [typeof(TensorCores<Tf32>), typeof(TensorCores<BFloat16>)];
    private static readonly Type[] s_lanes = [typeof(GpuSingle), typeof(GpuDouble)];
    private static readonly Type[] s_epilogues =
    [
        typeof(FormulaEpilogue<NoEpilogue, GpuSingle>), typeof(FormulaEpilogue<BiasThen<Sigmoid>, GpuDouble>), typeof(ColumnSumsEpilogue<GpuSingle>), typeof(ColumnSumsEpilogue<GpuDouble>),
        typeof(DropoutEpilogue<NoEpilogue, GpuDouble>), typeof(DropoutEpilogue<BiasThen<Relu>, GpuSingle>), typeof(PullbackEpilogue<Relu, GpuSingle>), typeof(PullbackEpilogue<Tanh, GpuDouble>),
    ];

    private static readonly Type[] s_rules = [.. typeof(IUpdateRule).Assembly.GetTypes().Where(type => type.IsValueType && !type.IsGenericTypeDefinition && type.IsAssignableTo(typeof(IUpdateRule))).Select(rule => typeof(Decayed<>).MakeGenericType(rule))];

    /// <summary>All kernels.</summary>
    public static Type[] Kernels { get; } = [.. typeof(IGpuKernel).Assembly.GetTypes().Where(type => type.IsValueType && type.IsAssignableTo(typeof(IGpuKernel))).SelectMany(Close)];

    /// <summary>The kernels that an architecture can run.</summary>
    public static Type[] KernelsOf(CudaArchitecture architecture) => [.. Kernels.Where(kernel => FastGemm.RunsOn(architecture) || !OnTensorCores(kernel))];

    /// <summary>Whether a kernel needs tensor cores.</summary>
    public static bool OnTensorCores(Type kernel) => kernel.GenericTypeArguments.Intersect(s_units).Any();

    /// <summary>The newest architecture that ILGPU knows.</summary>
    public static CudaArchitecture Newest { get; } = typeof(CudaArchitecture).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(known => known.FieldType == typeof(CudaArchitecture)).Select(known => (CudaArchitecture)known.GetValue(null)!).Max();

    /// <summary>The PTX of a kernel for an architecture, in the newest version of PTX or in the one named.</summary>
    public static string Ptx(Type kernel, CudaArchitecture architecture, CudaInstructionSet? instructions = null) =>
        s_texts.GetOrAdd((kernel, architecture, instructions ?? PTXCodeGenerator.SupportedInstructionSets.Max()), static key =>
        {
            var code = (MethodInfo)key.Kernel.GetProperty(nameof(IGpuKernel.Code), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
            var backend = s_backends.GetOrAdd((key.Architecture, key.Instructions), static target => new PTXBackend(s_context, target.Item1, target.Item2, null!));
            return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(code), default)).PTXAssembly;
        });

    /// <summary>The kernel's name as C# writes it.</summary>
    public static string Name(Type kernel) => !kernel.IsGenericType ? kernel.Name
        : string.Create(CultureInfo.InvariantCulture, $"{kernel.Name[..kernel.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", kernel.GetGenericArguments().Select(Name))}>");

    private static IEnumerable<Type> Close(Type kernel)
    {
        if (!kernel.IsGenericTypeDefinition) return [kernel];
        IEnumerable<Type[]> closed = [[]];
        foreach (var parameter in kernel.GetGenericArguments())
            closed = closed.SelectMany(_ => Candidates(parameter), (before, type) => (Type[])[.. before, type]).ToArray();
        return closed.Where(IsUsed).Select(kernel.MakeGenericType);
    }

    private static bool IsUsed(Type[] types)
    {
        // a finish computes in the lane of its kernel
        if (!types.SelectMany(type => type.GenericTypeArguments).Intersect(s_lanes).All(types.Contains)) return false;
        if (!types.Intersect(s_units).Any()) return true;
        // tensor cores have no use for float64; that all layouts get along with all finishes, one finish shows
        return !types.Contains(typeof(GpuDouble)) && (types.Contains(s_epilogues[0]) || (types[1], types[2]) == (typeof(LinesAlongK), typeof(LinesAcrossK)));
    }

    private static Type[] Candidates(Type parameter)
    {
        var constraints = parameter.GetGenericParameterConstraints();
        return constraints.Contains(typeof(IUnaryFormula)) ? s_unary
            : constraints.Contains(typeof(IBinaryFormula)) ? s_pairs
            : constraints.Contains(typeof(IZipFormula)) ? s_zips
            : constraints.Contains(typeof(IReduction)) ? s_reductions
            : constraints.Any(constraint => constraint.Name.StartsWith("IGemmEpilogue", StringComparison.Ordinal)) ? s_epilogues
            : constraints.Contains(typeof(ISoftmaxResult)) ? s_softmaxes
            : constraints.Contains(typeof(IRowLength)) ? s_lengths
            : constraints.Contains(typeof(IUpdateRule)) ? s_rules
            : constraints.Contains(typeof(IMatrixUnit)) ? s_units
            : constraints.Contains(typeof(IOperandLayout)) ? s_layouts
            : constraints.Any(constraint => constraint.Name.StartsWith("IGpuLane", StringComparison.Ordinal)) ? s_lanes
            : throw new NotSupportedException($"Nothing closes {parameter.DeclaringType}: teach {nameof(CudaCode)} what {parameter} is.");
    }
}
