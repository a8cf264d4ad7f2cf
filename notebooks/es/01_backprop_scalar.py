# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["slide"]
# # 01 · Un solo peso
# **¿Hacia dónde debe moverse un peso?**
#
# Un modelo con un solo peso hace una predicción. La pérdida dice cuánto se equivoca. En esta lección averiguas hacia dónde debe ir el peso, y hasta dónde.
#
# Al terminar podrás
# - calcular en papel los valores de la propagación hacia adelante (*forward pass*) y el gradiente de una cadena de tres nodos (ejercicios 01-1 y 01-2);
# - medir con pequeños empujones una pendiente y su curvatura, y juzgar un gradiente por su error relativo (01-3);
# - decir dónde se multiplican las derivadas y dónde se suman (01-4);
# - escribir, en unas 30 líneas, una clase `Value` que da los mismos gradientes que PyTorch (01-5);
# - dar pasos, predecir el peso después de k pasos y decir con qué tasa de aprendizaje dejan de ayudar (01-6).
#
# Cómo funciona el curso (los números llevan punto decimal, como en Python):
# - **Predice, ejecuta, abre.** Anota una opción y una razón, ejecuta las celdas que siguen a la pregunta y luego abre *Después de ejecutarlo*.
# - **Comprueba, pide una pista.** Debajo de cada ejercicio, `check(forward)` te dice si acertaste o qué error cometiste. `hint(forward)` te da la siguiente pista.
# - **Progreso.** `progress()` muestra hasta dónde has llegado. Tu avance se conserva de una sesión a otra, en un pequeño archivo de `work/`.

# %%
import numpy as np
import torch

from helpers.es import check, hint, progress
from helpers.attempt import attempt
from helpers.drawings import lesson_01 as draw
from helpers.drawings import sliders
from helpers.figures import show
from helpers.gradients import compare_slopes, relative_error
from helpers.sliders import show_slider

# %% [markdown] tags=["predict", "slide"]
# ## 1. Una sola perilla
# El modelo multiplica su entrada $x$ por un peso $w$: su predicción es $\hat y = w\,x$. El valor objetivo es $y$. El **error** es $e = \hat y - y$, y la **pérdida** (*loss*) es su cuadrado, $L = e^2 = (w\,x - y)^2$. Cada símbolo es un solo número; aquí $x = 1$ e $y = 2$.
#
# **Predice.** El peso es $w = 1$. Lo subes un poco. ¿Qué hace la pérdida?
# - **(a)** Baja.
# - **(b)** Sube.
# - **(c)** Se queda como está.

# %%
x, y = 1.0, 2.0


def loss(w):
    return (w * x - y) ** 2


for w in (0.0, 1.0, 2.0, 3.0):
    print(f"w = {w:.0f}  loss = {loss(w):.4f}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. De $w = 1$ hacia 2, la pérdida baja de 1 a 0. Desde $w = 3$ tendrías que ir en sentido contrario. Necesitas una manera de saber hacia dónde ir desde el lugar en que estás.
#
# - **(b)** es lo que hace la predicción.
# - **(c)** casi se cumple en el punto más bajo, $w = 2$.
#
# </details>
#

# %% [markdown]
# > **Ejercicio 01-1.** *Hacia adelante* (nivel 1, 3 minutos). Devuelve la predicción, el error y la pérdida, en este orden, para x, w e y cualesquiera.
#
# <details><summary>Pista 1</summary>Son tres pasos, cada uno hecho con el anterior: guarda cada valor.</details>
# <details><summary>Pista 2</summary>En x = 4, w = 3, y = 7 la predicción es 12 y el error es 5.</details>
# <details><summary>Pista 3</summary>Ahí la pérdida es (12 − 7)² = 25, y en Python se escribe 5 ** 2.</details>

# %% tags=["exercise"] exercise="01-1"
def forward(x, w, y):
    ...  # your answer


# %% tags=["check"] exercise="01-1"
check(forward)


# %% [markdown] tags=["predict", "slide"]
# ## 2. Un pequeño empujón
# Mueve el peso una pequeña cantidad $h$ y mira cuánto cambia la pérdida. El cambio dividido entre $h$ es una pendiente (*slope*): pérdida por unidad de peso.
#
# **Predice.** Según el cálculo diferencial, la pendiente de la pérdida $(w - 2)^2$ es $2\,(w - 2)$: en $w = 1$ vale −2. ¿Qué mides con un empujón (*nudge*) de $h = 0.1$?
# - **(a)** −2.1
# - **(b)** −2
# - **(c)** −1.9

# %%
def slope_one_side(f, w, h):
    return (f(w + h) - f(w)) / h


for h in (1.0, 0.1, 0.01, 0.001):
    print(f"h = {h:<5g}  slope = {slope_one_side(loss, 1.0, h):.4f}")

# %%
show_slider(sliders.nudge())

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Mientras el peso se mueve, la pendiente también cambia: 2 por cada unidad de peso. Esa es la **curvatura** de la pérdida. El empujón mide el valor medio entre las pendientes de sus dos extremos: da de más la mitad de la curvatura, multiplicada por $h$. Arrastra el deslizador: la recta continua, de pendiente −1.5 con $h = 0.5$, acaba por coincidir con la tangente discontinua.
#
# - **(a)** es el empujón hacia abajo, de 1 a 0.9.
# - **(b)** es la pendiente de la tangente. Cada empujón más pequeño se le acercó más.
#
# </details>
#

# %% [markdown] tags=["slide"]
# ## 3. La pérdida como grafo
# Medir con empujones exige ejecutar el modelo una vez sin empujón y una vez más por cada peso: con un millón de pesos, un millón de veces y una más.
#
# Hay una manera que cuesta una sola ejecución y un solo recorrido hacia atrás. Calcula la pérdida en tres pasos pequeños, con números nuevos, y guarda cada valor. Luego da un empujón en cada paso por separado: su pendiente es una **derivada local** (*local derivative*).

# %% tags=["slide"]
x, w, y = 4.0, 3.0, 7.0
prediction = w * x
error = prediction - y
L = error**2
print(prediction, error, L)
multiply_x, subtract_y, square = lambda w: w * x, lambda yhat: yhat - y, lambda e: e**2
print(f"ŷ = w·x    local derivative {slope_one_side(multiply_x, w, 1e-6):.4f}")
print(f"e = ŷ − y  local derivative {slope_one_side(subtract_y, prediction, 1e-6):.4f}")
print(f"L = e²     local derivative {slope_one_side(square, error, 1e-6):.4f}")

# %% [markdown] tags=["predict", "slide"]
# **Predice.** Ahora empuja $w$ y mira $L$, que está a tres pasos. ¿Qué pendiente $dL/dw$ esperas, con dos cifras?
# - **(a)** 10
# - **(b)** 15
# - **(c)** 40

# %%
nudge = slope_one_side(lambda w: (w * x - y) ** 2, w, 1e-3)
print(f"nudge {nudge:.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Un empujón a $w$ se multiplica por 4 al llegar a $\hat y$, pasa sin cambio a $e$ y se multiplica por 10 al llegar a $L$. A lo largo de un camino, las derivadas se multiplican: es la **regla de la cadena**. El producto es 40. El empujón da 0.016 de más: 0.001 por la mitad de una curvatura de 32.
#
# - **(a)** se queda en el último paso: eso es $dL/de$.
# - **(b)** suma las tres.
#
# </details>
#

# %% [markdown] tags=["slide"]
# ¿De dónde sale el número inferior de $w$ en esta figura? Lee de derecha a izquierda, desde el 1 de $L$. Cada número inferior es el que tiene a su derecha, multiplicado por el número de la flecha que los une.

# %% tags=["slide"]
show(draw.chain_graph())


# %% [markdown] tags=["slide"]
# > **Ejercicio 01-2.** *Las derivadas locales y la cadena* (nivel 2, 5 minutos). Los empujones midieron 10, 1 y 4 en un punto. Averigua cuánto valen en cualquier lugar: devuelve $dL/de$, $de/d\hat y$, $d\hat y/dw$ y $dL/dw$, en este orden, para x, w e y cualesquiera.
#
# <details><summary>Pista 1</summary>Dibuja w → ŷ → e → L y deriva un paso a la vez, solo con la fórmula de ese paso.</details>
# <details><summary>Pista 2</summary>¿De dónde sale el 4: de x, o de w + 1? Prueba el empujón de w·x en otro w. Y 10 es el doble del error.</details>
# <details><summary>Pista 3</summary>A lo largo del camino, multiplica. En x = 4, w = 1, y = 7 las cuatro son −6, 1, 4 y −24.</details>

# %% tags=["exercise"] exercise="01-2"
def backward(x, w, y):
    ...  # your answer


# %% tags=["check"] exercise="01-2"
check(backward)

# %% [markdown] tags=["predict"]
# ## 4. Lo que dice un gradiente
# Un solo recorrido hacia atrás dio también $dL/dx = 30$ y $dL/dy = -10$. Cada una es una **derivada parcial**: con qué rapidez cambia la pérdida cuando cambia un número y los demás se quedan fijos. El **gradiente** es el conjunto de todas. Tú mueves solo el peso; por eso aquí es un único número.
#
# **Predice.** El valor objetivo $y$ crece de 7 a 7.01. La pérdida era 25. ¿A cuánto pasa?
# - **(a)** a 24.9
# - **(b)** a 24.99
# - **(c)** a 25.1

# %%
changed = (w * x - 7.01) ** 2
print(f"loss {changed:.4f}, change {changed - L:.4f}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. Una derivada parcial se lee como una tasa de cambio: −10 por unidad. Un cambio de 0.01 promete entonces −0.1. La pérdida se movió −0.0999. El 0.0001 que falta es la mitad de la curvatura por el cuadrado del empujón.
#
# - **(b)** resta el empujón mismo, sin su tasa de cambio.
# - **(c)** pierde el signo. Si el valor objetivo crece, se acerca a la predicción, que es 12.
#
# </details>
#

# %% [markdown]
# ## 5. Un empujón a cada lado
# El producto dijo 40; el empujón, 40.016. ¿Cuál es el correcto? Empuja el peso hacia arriba, empújalo hacia abajo y divide la diferencia entre la distancia que separa los dos puntos, $2h$. Esta es la **diferencia central**.

# %%
def slope_both_sides(f, w, h):
    return (f(w + h) - f(w - h)) / (2 * h)


for h in (1.0, 0.1, 0.01, 0.001):
    print(f"h = {h:<5g}  slope = {slope_both_sides(loss, 3.0, h):.4f}")


# %% [markdown] tags=["predict"]
# El producto es el correcto. Hacia arriba, la curvatura aumenta la pendiente; hacia abajo, le quita lo mismo.
#
# **Predice.** Prueba $f(w) = w^3$ en $w = 2$, donde la pendiente es $3w^2 = 12$. ¿Cuánto da la diferencia central con $h = 0.1$?
# - **(a)** 12, sin error
# - **(b)** 12.01
# - **(c)** 12.61

# %%
def cube(w):
    return w * w * w


for name, measure in ("both sides", slope_both_sides), ("one side", slope_one_side):
    slope = measure(cube, 2.0, 0.1)
    print(f"{name:10}  {slope:.4f}, relative error {relative_error(12, slope):.4g}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. La curvatura de $w^3$ crece con $w$: por encima de 2 suma más de lo que quita por debajo. Lo que queda es $h^2 = 0.01$.
#
# - **(a)** vale para una parábola, que tiene la misma curvatura en todas partes.
# - **(c)** es el empujón a un solo lado (*one side*): se desvía 0.61, que es 61 veces más.
#
# </details>
#

# %% [markdown]
# El **error relativo** (*relative error*) de dos pendientes $a$ y $n$ es $|a - n|$ dividido entre $|a| + |n|$: 0 si son iguales, 1 si una es 0 o si tienen signos distintos. El curso CS231n de Stanford divide entre la mayor de las dos y obtiene así, como mucho, el doble. Lo interpreta de esta manera:
#
# | error relativo | qué significa |
# |---|---|
# | $10^{-7}$ o menos | alégrate |
# | hasta $10^{-4}$ | está bien para una pérdida con quiebres; es demasiado para una suave como la nuestra |
# | hasta $10^{-2}$ | desconfía y busca la causa |
# | más | es probable que una de las dos esté mal |
#
# La culpa del 0.02479 de arriba fue del empujón. Elígelo bien.

# %% [markdown] tags=["predict"]
# ## 6. ¿Qué tan pequeño puede ser un empujón?
# Hasta ahora, cuanto más pequeño, mejor. Pero un float32 guarda unas 7 cifras de un número, y un float64, el que usa Python, unas 16.
#
# **Predice.** En $w = 1$ la pendiente de $w^3$ es 3. Mídela en float32 con un empujón a un solo lado, $h = 10^{-8}$. ¿Qué obtienes?
# - **(a)** 0
# - **(b)** 3, con cuatro cifras correctas
# - **(c)** un número cercano a 3, con ruido

# %%
for precision, nudge in ((np.float32, 1e-7), (np.float32, 1e-8), (np.float64, 1e-8)):
    w, h = precision(1), precision(nudge)
    slope = slope_one_side(cube, w, h)
    print(f"{precision.__name__}, h {h:g}: w + h moved {w + h != w}, slope {slope:.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. Con 7 cifras, 1 + 0.00000001 es 1: no hubo empujón.
#
# - **(b)** es lo que mide un float64.
# - **(c)** es lo que mide un empujón diez veces mayor: ocurre, se redondea y mide 3.5763.
#
# </details>
#

# %% [markdown]
# Entonces, ¿qué empujón es el mejor? Empieza por el borde derecho. A medida que el empujón se achica, el error baja: como $h$ a un solo lado, como $h^2$ a los dos. Después domina el redondeo y el error sube. En float64 y a los dos lados, el mejor está cerca de $10^{-5}$.

# %%
show(draw.error_against_nudge())


# %% [markdown]
# > **Ejercicio 01-3.** *Pendiente y curvatura* (nivel 3, 7 minutos). A partir de f(w − h), f(w) y f(w + h) devuelve dos números. El primero es la pendiente, con un empujón a cada lado. El segundo es la curvatura: cuánto supera la pendiente de la mitad derecha a la de la mitad izquierda, por unidad de peso.
#
# <details><summary>Pista 1</summary>La mitad derecha va de w a w + h, y la izquierda, de w − h a w. Cada una da la pendiente de un solo lado.</details>
# <details><summary>Pista 2</summary>La pendiente a los dos lados es la media de esas dos. La curvatura es su diferencia, dividida entre la distancia que separa los centros de las dos mitades.</details>
# <details><summary>Pista 3</summary>Para (4w − 7)² en w = 3 con h = 0.1, las mitades tienen las pendientes 38.4 y 41.6. La respuesta es 40 y 32.</details>

# %% tags=["exercise"] exercise="01-3"
def slope_and_bend(f, w, h):
    ...  # your answer


# %% tags=["check"] exercise="01-3"
check(slope_and_bend)

# %% [markdown]
# ## 7. PyTorch lo hace
# PyTorch registra el grafo mientras calculas hacia adelante, y lo recorre hacia atrás cuando llamas a `backward`. Un tensor creado con `requires_grad=True` guarda después su pendiente en `.grad`.

# %%
x, y = torch.tensor(4.0), torch.tensor(7.0)
w = torch.tensor(3.0, requires_grad=True)
L = (w * x - y) ** 2
L.backward()
nudge = slope_both_sides(lambda w: (w * 4 - 7) ** 2, 3.0, 1e-3)
compare_slopes(by_hand=10 * 1 * 4, nudge=nudge, autograd=w.grad.item())

# %% [markdown] tags=["predict"]
# Tres maneras, un mismo número. El registro está a la vista, a partir de `L.grad_fn`.
#
# **Predice.** Empiezas en la pérdida y sigues el registro. ¿Qué paso encuentras primero?
# - **(a)** el cuadrado
# - **(b)** la multiplicación
# - **(c)** el peso

# %%
step = L.grad_fn
while step is not None:
    print(step.name())
    step = step.next_functions[0][0] if step.next_functions else None

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. El último paso de ida es el primero de vuelta: cuadrado, resta, multiplicación. `AccumulateGrad` es el peso: suma a `.grad` la pendiente que llega. Es el grafo de la sección 3, leído de derecha a izquierda.
#
# - **(b)** es el orden en que se calcula la fórmula.
# - **(c)** es donde termina el recorrido.
#
# </details>
#

# %% [markdown]
# ### Rómpelo
# Tres maneras de pedir un gradiente que no existe. Recorre el grafo hacia atrás por segunda vez: los valores se liberaron después de la primera. Pídele su pendiente a un entero: para él no hay empujón pequeño. Vuelve hasta un peso que no pidió quedar registrado. ¿Qué dice cada mensaje?

# %%
with attempt():
    L.backward()
with attempt():
    torch.tensor(3, requires_grad=True)
with attempt():
    forgotten = torch.tensor(3.0)
    ((forgotten * x - y) ** 2).backward()

# %% [markdown] tags=["predict", "slide"]
# ## 8. Un solo punto de prueba
# Un programa muy copiado calcula este gradiente en $x = 1$, $w = 1$, $y = 2$ y lo imprime: −2. No lo compara con nada. Supón que tú sí lo comparas, con cuatro fórmulas: la correcta, $2\,e\,x$, y tres equivocadas, $2\,e\,w$, $2\,e$ y $2\,e\,x^2$.
#
# **Predice.** ¿Cuántas de las cuatro dan −2 ahí?
# - **(a)** una
# - **(b)** dos
# - **(c)** cuatro

# %%
formulas = {
    "2 e x, the right one": lambda x, w, y: 2 * (w * x - y) * x,
    "2 e w, w for x": lambda x, w, y: 2 * (w * x - y) * w,
    "2 e, the last link missing": lambda x, w, y: 2 * (w * x - y),
    "2 e x x, one link twice": lambda x, w, y: 2 * (w * x - y) * x * x,
}
for name, formula in formulas.items():
    print(f"{name:26} (1, 1, 2): {formula(1, 1, 2):4}  (4, 3, 7): {formula(4, 3, 7):4}")

# %%
x, w, y = torch.tensor(1.0), torch.tensor(1.0, requires_grad=True), torch.tensor(2.0)
L = (w * x - y) ** 2
print(L)
L.backward()
print(w.grad)

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Donde $x$ y $w$ valen 1, nada cambia si los intercambias, si quitas uno o si lo repites. El −2 de PyTorch coincide con las cuatro. En (4, 3, 7) dan 40, 30, 10 y 160. Elige puntos de prueba que puedan decir que no.
#
# - **(a)** confía en el punto.
# - **(b)** ve que $w$ y $x$ son iguales, pero no que ambos son 1.
#
# </details>
#

# %% [markdown] tags=["predict"]
# ## 9. Dos caminos
# Ahora el peso entra dos veces: $L = (w\,x + w^2 - y)^2$, con $x = 4$, $w = 3$, $y = 8$. El error es 13. Un empujón a $w$ llega a la pérdida por dos caminos: por $w\,x$, con 26 · 4, y por $w^2$, con 26 · 6.
#
# **Predice.** ¿Cuánto vale $dL/dw$?
# - **(a)** 104
# - **(b)** 260
# - **(c)** 624

# %%
leaf = torch.tensor(3.0, requires_grad=True)
((leaf * 4 + leaf**2 - 8) ** 2).backward()
nudge = slope_both_sides(lambda w: (w * 4 + w**2 - 8) ** 2, 3.0, 1e-5)
compare_slopes(nudge=nudge, autograd=leaf.grad.item())

# %%
show(draw.two_paths_graph())


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**, 104 + 156. Un solo empujón provoca dos cambios, y la pérdida siente los dos. En la figura salen dos flechas de $w$. A lo largo de un camino, multiplica; entre caminos, suma.
#
# - **(a)** olvida el camino por $w^2$.
# - **(c)** multiplica el 4 y el 6, que se suman.
#
# </details>
#

# %% [markdown]
# > **Ejercicio 01-4.** *Un peso, dos caminos* (nivel 3, 8 minutos). Otro grafo: $L = (w^2 x - w\,y)^2$. Devuelve $dL/dw$ para x, w e y cualesquiera.
#
# <details><summary>Pista 1</summary>¿Por cuántos caminos llega w al error w²·x − w·y?</details>
# <details><summary>Pista 2</summary>Un camino pasa por w²·x, y el otro, por −w·y. Deriva cada uno respecto de w, con su signo.</details>
# <details><summary>Pista 3</summary>En x = 4, w = 2, y = 3 el error es 10. Un camino aporta 320, y el otro, −60.</details>

# %% tags=["exercise"] exercise="01-4"
def grad_two_paths(x, w, y):
    ...  # your answer


# %% tags=["check"] exercise="01-4"
check(grad_two_paths)


# %% [markdown] tags=["slide"]
# ## 10. Construye la máquina
# Puedes construir lo que hace PyTorch. Un número tuyo guarda su valor, su gradiente, los padres con los que se calculó y su derivada local respecto de cada padre. La suma tiene las pendientes 1 y 1. Para `a + b`, Python llama a `a.__add__(b)`: con ese único método, tus números ya se suman con el signo +.

# %% tags=["slide"]
class Number:
    def __init__(self, data, parents=(), slopes=()):
        self.data, self.grad, self.parents, self.slopes = data, 0.0, parents, slopes

    def __add__(self, other):
        return Number(self.data + other.data, (self, other), (1, 1))

    def send_back(self):
        for parent, slope in zip(self.parents, self.slopes):
            parent.grad = slope * self.grad


# %% [markdown] tags=["predict", "slide"]
# **Predice.** Sea $b = a + a$, de modo que $db/da = 2$. El recorrido hacia atrás empieza con $db/db = 1$ en `b.grad`. Lee `send_back`. Cuando termina, ¿qué hay en `a.grad`?
# - **(a)** 0
# - **(b)** 1
# - **(c)** 2

# %%
a = Number(5.0)
b = a + a
b.grad = 1.0
b.send_back()
print(f"b = {b.data:g}, a.grad = {a.grad:g}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**, y está mal. Los dos caminos llegan al mismo `.grad`, y el segundo sobrescribe lo que dejó el primero. Entre caminos se suma: el `=` debe ser `+=`.
#
# - **(a)** es lo que deja un recorrido desde `b.grad = 0`.
# - **(c)** es la derivada. Este programa todavía no la calcula.
#
# </details>
#

# %%
def send_back(number):
    for parent, slope in zip(number.parents, number.slopes):
        parent.grad += slope * number.grad


Number.send_back = send_back
a = Number(5.0)
b = a + a
b.grad = 1.0
b.send_back()
print(f"b = {b.data:g}, a.grad = {a.grad:g}")


# %% [markdown] tags=["predict"]
# Ahora da 2. La multiplicación tiene como pendiente el *otro* factor. En un grafo más largo, ¿quién envía primero hacia atrás? Una primera idea: empieza por el final y pasa a los padres a medida que los encuentras, a cada uno una sola vez, nivel por nivel.
#
# **Predice.** Sea $p = a\,b$ y $L = p + p\,c$, con $a = 2$, $b = -3$, $c = 4$. Entonces $dL/da = b\,(1 + c) = -15$. ¿Qué deja este recorrido en `a.grad`?
# - **(a)** −15
# - **(b)** −12
# - **(c)** −3

# %%
def multiply(a, b):
    return Number(a.data * b.data, (a, b), (b.data, a.data))


def walk_by_levels(end):
    end.grad, waiting = 1.0, [end]
    for number in waiting:  # it grows on the way
        number.send_back()
        waiting += [one for one in dict.fromkeys(number.parents) if one not in waiting]


# %%
Number.__mul__ = multiply
a, b, c = Number(2.0), Number(-3.0), Number(4.0)
p = a * b
L = p + p * c
walk_by_levels(L)
print(f"L = {L.data:g}, p.grad = {p.grad:g}, a.grad = {a.grad:g}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. El recorrido encuentra primero a $p$, que envía hacia atrás cuando solo ha llegado una de sus dos contribuciones, el 1. La otra, 4, llega demasiado tarde: al final `p.grad` es 5, pero $a$ solo supo del 1.
#
# - **(a)** exigiría que $p$ esperara a las dos.
# - **(b)** es solo el camino por $p\,c$.
#
# </details>
#

# %% [markdown] tags=["predict"]
# **Predice.** Escribe la suma al revés, $L = p\,c + p$. La derivada sigue siendo −15. ¿Qué deja ahora ese recorrido en `a.grad`?
# - **(a)** −18
# - **(b)** −15
# - **(c)** −3

# %%
a, b, c = Number(2.0), Number(-3.0), Number(4.0)
p = a * b
L = p * c + p
walk_by_levels(L)
print(f"L = {L.data:g}, p.grad = {p.grad:g}, a.grad = {a.grad:g}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**, por suerte: ahora $p\,c$ envía hacia atrás antes que $p$. Una prueba con esta sola suma habría dado por bueno el recorrido defectuoso.
#
# La regla que no necesita suerte: un número envía hacia atrás solo cuando ya lo hicieron todos los que se calcularon a partir de él. Haz una lista con los padres primero y luego léela al revés. Es un **orden topológico inverso**.
#
# - **(a)** hace que $p$ envíe dos veces, con 1 y con 5.
# - **(c)** espera que el orden de una suma no cambie nada. Sí cambia a quién se encuentra primero.
#
# </details>
#

# %%
def in_order(end, done):  # every number after all its parents
    if end not in done:
        for parent in end.parents:
            in_order(parent, done)
        done.append(end)
    return done


def walk_back(end):
    end.grad = 1.0
    for number in reversed(in_order(end, [])):
        number.send_back()


# %%
Number.backward = walk_back
a, b, c = Number(2.0), Number(-3.0), Number(4.0)
p = a * b
(p + p * c).backward()
leaves = [torch.tensor(value, requires_grad=True) for value in (2.0, -3.0, 4.0)]
product = leaves[0] * leaves[1]
(product + product * leaves[2]).backward()
print("Number ", a.grad, b.grad, c.grad)
print("PyTorch", *[leaf.grad.item() for leaf in leaves])


# %% [markdown]
# > **Ejercicio 01-5.** *Mini-autograd* (nivel 4, 15 minutos). PyTorch coincide. Ahora escribe una clase que lo haga todo: `+`, `*`, `-` y `**`, que en Python son `__add__`, `__mul__`, `__sub__` y `__pow__`, y además `backward()`. También debe aceptar números corrientes, para que funcione `w * 4 + w * w - 8`.
#
# <details><summary>Pista 1</summary>Cada operación sabe repartir la pendiente de su salida entre sus entradas. Haz que deje en out._backward una función que la reparta.</details>
# <details><summary>Pista 2</summary>+ reparte 1 y 1; * reparte el otro factor; a - b es a + b * -1; la pendiente de a ** n es n * a ** (n - 1).</details>
# <details><summary>Pista 3</summary>self.grad += other.data * out.grad</details>

# %% tags=["exercise"] exercise="01-5"
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents
        self._backward = lambda: None

    ...  # your answer


# %% tags=["check"] exercise="01-5"
check(Value)

# %% [markdown]
# Cuando la comprobación diga que está bien, escribe `Value` en lugar de `Number` en la celda de abajo: desde ahí, la máquina es tuya. La figura es el grafo que construye. ¿Cada gradiente de la figura es la pendiente de $L$? Empuja un número a la vez y vuelve a calcular solo lo que depende de él: las dos columnas coinciden.

# %%
machine = Number  # or Value
a, b, c = machine(2.0), machine(-3.0), machine(4.0)
p = a * b
q = p * c
L = p + q
L.backward()
show(draw.own_graph(L, a=a, b=b, c=c, p=p, q=q, L=L))

# %%
losses = {"a": lambda a: a * -3 * 5, "b": lambda b: 2 * b * 5}
losses |= {"c": lambda c: -6 - 6 * c, "p": lambda p: p + p * 4, "q": lambda q: q - 6}
for name, number in {"a": a, "b": b, "c": c, "p": p, "q": q}.items():
    nudge = slope_both_sides(losses[name], number.data, 1e-3)
    print(f"{name}: .grad {number.grad:8.4f}, nudge {nudge:8.4f}")

# %% [markdown] tags=["predict", "slide"]
# ## 11. Un paso, y otro
# La pendiente dice hacia dónde sube la pérdida. Por eso, muévete en contra. El paso es la pendiente por una **tasa de aprendizaje** (*learning rate*): $w \leftarrow w - \text{lr} \cdot dL/dw$. Vuelve a $x = 1$, $y = 2$, donde $dL/dw = 2\,(w - 2)$; la calcula tu máquina.
#
# **Predice.** Empieza en $w = 1$ y da tres pasos con lr = 0.1. ¿Dónde está entonces el peso?
# - **(a)** 0.272
# - **(b)** 1.488
# - **(c)** 1.6

# %%
w, lr = 1.0, 0.1
for k in range(1, 4):
    weight = machine(w)
    error = weight * machine(1.0) + machine(-2.0)
    (error * error).backward()
    w -= lr * weight.grad
    print(f"step {k}: slope {weight.grad:.4f}, weight {w:.4f}, distance {w - 2:.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Llama $d = w - 2$ a la **distancia** (*distance*) a la meta. Un paso resta lr por $2d$: multiplica $d$ por el **factor** $1 - 2\,\text{lr}$. Con lr = 0.1 es 0.8, y $d$ pasa de −1 a −0.8, −0.64, −0.512. Después de $k$ pasos el peso es $2 - 0.8^k$.
#
# - **(a)** suma el paso y sube la cuesta.
# - **(c)** usa tres veces la primera pendiente, pero la pendiente se achica cuando te acercas.
#
# </details>
#

# %% [markdown] tags=["predict", "slide"]
# ## 12. Cuánto es demasiado
# Da pasos más grandes.
#
# **Predice.** Con lr = 1.0 desde $w = 1$, ¿qué hace el peso?
# - **(a)** Rebota entre dos lugares.
# - **(b)** Llega a 2.
# - **(c)** Se aleja más en cada paso.

# %%
rates = np.array([0.1, 0.5, 0.9, 1.0, 1.1])
print("step" + "".join(f"   lr {rate:.1f}" for rate in rates))
w = np.ones(5)  # one weight for each rate
for k in range(6):
    print(f"{k:4}" + "".join(f"{one:9.4f}" for one in w))
    w = w - rates * 2 * (w - 2)

# %% tags=["slide"]
show(draw.weight_against_step(rates, steps=5))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. El factor es −1: el peso vale 1, 3, 1, 3, y la distancia nunca se achica. Con 0.9 el factor es −0.8: cada paso salta por encima de la meta y, aun así, se acerca. El límite es lr = 1.0: 2 dividido entre la curvatura, que aquí es 2.
#
# - **(b)** es lr = 0.5, donde el factor es 0: basta un paso para llegar.
# - **(c)** es lr = 1.1: el factor es −1.2, y cada salto es mayor que el anterior.
#
# </details>
#

# %% [markdown] tags=["slide"]
# > **Ejercicio 01-6.** *Tres pasos y un límite* (nivel 3, 10 minutos). Otra pérdida: $L = (3w - 12)^2$. Da n pasos. Devuelve el último peso, la lista de las pérdidas, cada una la de *antes* de su paso, y la tasa de aprendizaje con la que los pasos dejan de ayudar.
#
# <details><summary>Pista 1</summary>Cada vuelta del bucle: pérdida, pendiente, paso. La pendiente es una cadena: el cuadrado y después el 3.</details>
# <details><summary>Pista 2</summary>¿Cuánto cambia la pendiente por unidad de peso? Esa es la curvatura, y el límite es 2 dividido entre ella.</details>
# <details><summary>Pista 3</summary>Desde w = 1 con lr = 0.01, la pendiente es −54 y el peso pasa a ser 1.54. Una unidad más allá, en w = 2, la pendiente es −36.</details>

# %% tags=["exercise"] exercise="01-6"
def descend(w, lr, n):
    ...  # your answer


# %% tags=["check"] exercise="01-6"
check(descend)

# %% [markdown] tags=["slide"]
# ## Lo que ya puedes decir
# **¿Hacia dónde debe moverse un peso?** En contra de su pendiente, multiplicada por una tasa de aprendizaje. En una parábola, la tasa debe quedar por debajo de 2 dividido entre la curvatura. La pendiente sale de los caminos que parten de la pérdida: a lo largo de cada uno se multiplican las derivadas locales, y luego se suman los caminos.
#
# Lo que falta: una muestra da una sola pendiente. Con cuatro muestras, un peso recibe cuatro pendientes, unas grandes y otras pequeñas. La lección 02 pregunta a cuál debe hacerle caso.

# %%
progress()
