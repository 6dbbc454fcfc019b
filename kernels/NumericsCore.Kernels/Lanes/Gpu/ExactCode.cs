using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;
using RegisterAllocator = ILGPU.Backends.RegisterAllocator<ILGPU.Backends.PTX.PTXRegisterKind>;

namespace NumericsCore.Kernels;

/// <summary>Writes the operations of <see cref="ExactMath"/> in OpenCL C and in PTX.</summary>
internal static class ExactCode
{
    private static readonly FrozenDictionary<string, (string OpenCL, string Ptx)> s_operations = new Dictionary<string, (string, string)>
    {
        [nameof(ExactMath.Add)] = ("{1} + {2}", "add.rn"),
        [nameof(ExactMath.Subtract)] = ("{1} - {2}", "sub.rn"),
        // a sum with -0 changes nothing, not even the sign of a zero, and leaves no product to contract
        [nameof(ExactMath.Multiply)] = ("fma({1}, {2}, ({0})-0.0f)", "mul.rn"),
        [nameof(ExactMath.Divide)] = ("{1} / {2}", "div.rn"),
        [nameof(ExactMath.MultiplyAdd)] = ("fma({1}, {2}, {3})", "fma.rn"),
        [nameof(ExactMath.Sqrt)] = ("sqrt({1})", "sqrt.rn"),
        [nameof(ExactMath.RoundToEven)] = ("rint({1})", "cvt.rni.{0}"),
        [nameof(ExactMath.Negate)] = ("-{1}", "neg"),
        [nameof(ExactMath.Abs)] = ("fabs({1})", "abs"),
        [nameof(ExactMath.SelectLess)] = ("{1} < {2} ? {3} : {4}", "setp.lt"),
        [nameof(ExactMath.SelectLessOrEqual)] = ("{1} <= {2} ? {3} : {4}", "setp.le"),
        [nameof(ExactMath.SelectEqual)] = ("{1} == {2} ? {3} : {4}", "setp.eq"),
        [nameof(ExactMath.IsLess)] = ("{1} < {2}", "setp.lt"),
        [nameof(ExactMath.IsNaN)] = ("isnan({1})", "setp.nan"),
        [nameof(ExactMath.MultiplyHigh)] = ("mul_hi((uint){1}, (uint){2})", "mul.hi"),
    }.ToFrozenDictionary();

    /// <summary>Makes the operations known to a context that is being built.</summary>
    public static void Register(Context.Builder builder)
    {
        var manager = builder.GetIntrinsicManager();
        foreach (var method in typeof(ExactMath).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            manager.RegisterMethod(method, new CLIntrinsic(typeof(ExactCode), nameof(WriteOpenCL), IntrinsicImplementationMode.GenerateCode));
            manager.RegisterMethod(method, new PTXIntrinsic(typeof(ExactCode), nameof(WritePtx), IntrinsicImplementationMode.GenerateCode));
        }
    }

    private static void WriteOpenCL(CLBackend backend, CLCodeGenerator generator, Value value)
    {
        var call = (MethodCall)value;
        string type = TypeName(call, "float", "double");
        object[] parts = [type, .. call.Nodes.ToArray().Select(argument => Text(generator, argument))];
        string pattern = s_operations[call.Target.Source.Name].OpenCL;
        using var statement = generator.BeginStatement(generator.Allocate(value));
        statement.AppendCommand(string.Format(CultureInfo.InvariantCulture, Widened(call, backend) is { } wide ? wide : pattern, parts));
    }

    /// <summary>
    /// OpenCL allows errors of 2.5 ulp in a float32 quotient and of 3 in a root, unless an option asks for more that ILGPU
    /// cannot pass on. In float64 both are exactly rounded, and the second rounding to float32 never meets a tie that the first
    /// one made: 53 bits are at least 2·24 + 2 (S. A. Figueroa, "When is double rounding innocuous?", 1995). This holds for
    /// denormal quotients too: with m midway between neighbours of p ≤ 24 bits, a/b - m = (a - m·b)/b is 0 or at least 2^-50 of a/b.
    /// </summary>
    private static string? Widened(MethodCall call, CLBackend backend)
    {
        if (call.BasicValueType != BasicValueType.Float32 || !backend.Capabilities.Float64) return null;
        return call.Target.Source.Name switch
        {
            nameof(ExactMath.Divide) => "(float)((double){1} / (double){2})",
            nameof(ExactMath.Sqrt) => "(float)sqrt((double){1})",
            _ => null,
        };
    }

    private static void WritePtx(PTXBackend _, PTXCodeGenerator generator, Value value)
    {
        var call = (MethodCall)value;
        string name = call.Target.Source.Name, operation = s_operations[name].Ptx;
        string type = name == nameof(ExactMath.MultiplyHigh) ? "u32" : TypeName(call, "f32", "f64");
        operation = $"{string.Format(CultureInfo.InvariantCulture, operation, type)}.{type}";
        var arguments = call.Nodes.ToArray().Select(argument => generator.LoadPrimitive(argument)).ToArray();
        var target = generator.AllocateHardware(value);
        if (!operation.StartsWith("setp", StringComparison.Ordinal))
        {
            Command(operation, [target, .. arguments]);
        }
        else if (arguments.Length < 4)
        {
            // not a number: unordered with itself
            Command(operation, [target, arguments[0], arguments[^1]]);
        }
        else
        {
            var predicate = generator.AllocateRegister(BasicValueType.Int1, PTXRegisterKind.Predicate);
            Command(operation, [predicate, arguments[0], arguments[1]]);
            Command($"selp.{type}", [target, arguments[2], arguments[3], predicate]);
            generator.FreeRegister(predicate);
        }

        void Command(string text, RegisterAllocator.PrimitiveRegister[] registers)
        {
            using var command = generator.BeginCommand(text);
            foreach (var register in registers) command.AppendArgument(register);
        }
    }

    private static string TypeName(MethodCall call, string single, string wide) =>
        call.Nodes[0].BasicValueType == BasicValueType.Float64 ? wide : single;

    /// <summary>A variable's name, or a constant in a form that keeps all its bits: ILGPU writes -0.0 as the integer -0.</summary>
    private static string Text(CLCodeGenerator generator, Value value) => value.Resolve() switch
    {
        PrimitiveValue { BasicValueType: BasicValueType.Float32 } constant => $"as_float(0x{BitConverter.SingleToUInt32Bits(constant.Float32Value):x8}u)",
        PrimitiveValue { BasicValueType: BasicValueType.Float64 } constant => $"as_double(0x{BitConverter.DoubleToUInt64Bits(constant.Float64Value):x16}ul)",
        PrimitiveValue constant => constant.UInt32Value.ToString(CultureInfo.InvariantCulture),
        var other => generator.Load(other).ToString()!,
    };
}
